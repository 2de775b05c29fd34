package dev.evenhand.battle;

import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arenas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What raters reported of responses, for admins and analysts. */
@Path("/arenas/{slug}/reports")
@RunOnVirtualThread
class ReportResource {
    private final Arenas arenas;
    private final Reports reports;
    private final Callers callers;

    ReportResource(Arenas arenas, Reports reports, Callers callers) {
        this.arenas = arenas;
        this.reports = reports;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "List the responses that raters say tell who wrote them, those with the most reports first")
    public List<Reports.Report> list(String slug) {
        return reports.of(arenas.readBy(callers.current(), slug).id());
    }
}
