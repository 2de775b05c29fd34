package dev.evenhand.arena;

import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The models of an arena. One that exists never changes. */
@ApplicationScoped
public class Models {
    /** What makes a model the one it is. A field that is null is not said. */
    public record Configuration(String name, String organization, String systemPrompt, String parameters) {
        public static Configuration named(String name) {
            return new Configuration(name, null, null, null);
        }
    }

    private final ModelRepository models;
    private final Instance<Census> censuses;
    private final DatabaseClock clock;

    Models(ModelRepository models, @Any Instance<Census> censuses, DatabaseClock clock) {
        this.models = models;
        this.censuses = censuses;
        this.clock = clock;
    }

    public long count(UUID arena) {
        return models.count("arena", arena);
    }

    /** Lets a model go that nothing is by or about any more. */
    @Transactional
    public void forget(UUID arena, String name) {
        models.find("arena = ?1 and name = ?2", arena, name)
                .firstResultOptional()
                .filter(model -> censuses.stream().noneMatch(census -> census.uses(model.id)))
                .ifPresent(models::delete);
    }

    public List<Model> of(UUID arena) {
        return models.of(arena);
    }

    /** Those that there were at a moment; null for now. */
    public List<Model> of(UUID arena, Instant moment) {
        return of(arena).stream()
                .filter(model -> moment == null || !model.createdAt.isAfter(moment))
                .toList();
    }

    /** In what way a model of this name exists with another configuration, if it does. */
    public Optional<String> difference(Model model, Configuration wanted) {
        if (differs(model.organization, wanted.organization)) {
            return Optional.of("organization");
        }
        if (differs(model.systemPrompt, wanted.systemPrompt)) {
            return Optional.of("system prompt");
        }
        return differs(model.parameters, wanted.parameters) ? Optional.of("parameters") : Optional.empty();
    }

    /** The model with this name and configuration, made if it is new. */
    @Transactional
    public Model admit(UUID arena, Configuration wanted) {
        Optional<Model> existing =
                models.find("arena = ?1 and name = ?2", arena, wanted.name()).firstResultOptional();
        if (existing.isPresent()) {
            difference(existing.get(), wanted).ifPresent(part -> {
                throw Refusal.conflict(
                        "model-differs",
                        "%s exists with another %s. A new configuration needs a new name."
                                .formatted(wanted.name(), part));
            });
            return existing.get();
        }
        Model model = new Model();
        model.id = UUID.randomUUID();
        model.arena = arena;
        model.name = wanted.name();
        model.organization = wanted.organization();
        model.systemPrompt = wanted.systemPrompt();
        model.parameters = wanted.parameters();
        model.createdAt = clock.now();
        models.persistAndFlush(model);
        return model;
    }

    private static boolean differs(String existing, String wanted) {
        return wanted != null && !Objects.equals(existing, wanted);
    }
}
