package dev.evenhand.prompt;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ResponseRepository implements PanacheRepositoryBase<Response, UUID> {
    List<Response> to(UUID prompt) {
        return list("from Response r join fetch r.model where r.prompt.id = ?1 order by r.model.name", prompt);
    }
}
