package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Models.Configuration;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The models of an arena, for admins and analysts. */
@Path("/arenas/{slug}/models")
@RunOnVirtualThread
class ModelResource {
    @Schema(name = "NewModel")
    record Draft(
            @NotNull String name,

            @Size(max = 200) String organization,
            @Size(max = 100_000) String systemPrompt,
            Map<String, Object> parameters) {}

    /** A model, how many responses of it there are, and how many votes it took part in. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Model")
    record Entry(
            String name,
            @Nullable String organization,
            @Nullable String systemPrompt,
            @Schema(implementation = Object.class) @Nullable JsonNode parameters,
            long responses,
            long votes) {}

    private final Arenas arenas;
    private final Models models;
    private final Callers callers;
    private final ObjectMapper json;

    ModelResource(Arenas arenas, Models models, Callers callers, ObjectMapper json) {
        this.arenas = arenas;
        this.models = models;
        this.callers = callers;
        this.json = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    @GET
    @Operation(summary = "List the models of an arena, with their responses and votes counted")
    public List<Entry> list(String slug) {
        Arena arena = arenas.readBy(callers.current(), slug);
        Map<UUID, Map<String, Long>> counts = arenas.countByModel(arena.id);
        return models.of(arena.id).stream()
                .map(model -> entry(model, counts.getOrDefault(model.id, Map.of())))
                .toList();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Create a model, or find the one of this name and configuration")
    @Refuses(conflict = "model-differs")
    public Entry add(String slug, @NotNull @Valid Draft draft) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        String name = ModelNames.canonical(draft.name())
                .orElseThrow(() -> Refusal.unprocessable(
                        "model-name",
                        "A model's name is 1 to 128 visible letters, digits, spaces or . _ : @ / + ( ) -."));
        Configuration wanted =
                new Configuration(name, draft.organization(), draft.systemPrompt(), text(draft.parameters()));
        Model model = models.admit(arena.id, wanted);
        return entry(model, arenas.countByModel(arena.id).getOrDefault(model.id, Map.of()));
    }

    private Entry entry(Model model, Map<String, Long> counts) {
        try {
            return new Entry(
                    model.name,
                    model.organization,
                    model.systemPrompt,
                    model.parameters == null ? null : json.readTree(model.parameters),
                    counts.getOrDefault("responses", 0L),
                    counts.getOrDefault("votes", 0L));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters that are not JSON", e);
        }
    }

    private String text(Map<String, Object> parameters) {
        try {
            return parameters == null ? null : json.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("parameters that are not JSON", e);
        }
    }
}
