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

    /** One number, whatever there is: how long the answer takes tells nobody of an arena that is not shown to all. */
    boolean showsImagesToEverybody(String slug) {
        return count("slug = ?1 and images and phase <> 'draft' and (publicBoard or access = 'open')", slug) > 0;
    }
}
