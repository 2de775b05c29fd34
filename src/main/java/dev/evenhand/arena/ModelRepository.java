package dev.evenhand.arena;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ModelRepository implements PanacheRepositoryBase<Model, UUID> {
    List<Model> of(UUID arena) {
        return list("arena = ?1 order by name", arena);
    }
}
