package dev.evenhand.prompt;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class PromptRepository implements PanacheRepositoryBase<Prompt, UUID> {
    PanacheQuery<Prompt> matching(UUID arena, String words) {
        String like = "%" + words.toLowerCase(java.util.Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return words.isBlank()
                ? find("arena = ?1 order by key", arena)
                : find(
                        "arena = ?1 and (lower(key) like ?2 escape '\\' or lower(cast(messages as string)) like ?2 escape '\\') order by key",
                        arena,
                        like);
    }
}
