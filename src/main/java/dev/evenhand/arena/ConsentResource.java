package dev.evenhand.arena;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where raters agree to an arena's consent text, and admins and analysts see how many did. */
@Path("/arenas/{slug}/consents")
@RunOnVirtualThread
class ConsentResource {
    /**
     * A rater's word.
     *
     * @param version which text was read
     * @param language of the page on which it stood
     */
    @Schema(name = "Consent")
    record Word(
            @NotNull @Min(1) Integer version,

            @Pattern(
                    regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}",
                    message = "is a language tag such as en or pt-BR")
            String language) {}

    private final Arenas arenas;
    private final Consents consents;
    private final Callers callers;

    ConsentResource(Arenas arenas, Consents consents, Callers callers) {
        this.arenas = arenas;
        this.consents = consents;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "List the consent texts of an arena, the latest first, with how many raters agreed to each")
    public List<Consents.Version> list(String slug) {
        return consents.of(arenas.readBy(callers.current(), slug));
    }

    @POST
    @Operation(summary = "Agree to the consent text in force")
    @Refuses(conflict = "consent-changed")
    public Consents.Given agree(String slug, @NotNull @Valid Word word) {
        Caller caller = callers.current();
        // Whoever is no rater is told that first, whether there is such an arena or not.
        caller.requireRater();
        Arena arena = arenas.called(slug);
        UUID rater = caller.requireRaterOf(arena.id());
        return consents.give(arena, rater, word.version(), word.language());
    }
}
