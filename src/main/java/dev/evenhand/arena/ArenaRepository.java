package dev.evenhand.arena;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ArenaRepository implements PanacheRepositoryBase<Arena, UUID> {
    Optional<Arena> called(String slug) {
        return find("slug", slug).firstResultOptional();
    }
}
