package dev.evenhand.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, UUID> {
    Optional<Account> named(String username) {
        return find("username", username).firstResultOptional();
    }

    List<Account> people() {
        return list("role <> ?1 order by createdAt", Role.RATER.word());
    }

    List<Account> raters(UUID arena) {
        return list("arena = ?1 order by createdAt, id", arena);
    }

    boolean hasAdmin() {
        return count("role = ?1 and disabledAt is null", Role.ADMIN.word()) > 0;
    }
}
