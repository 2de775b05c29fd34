package dev.evenhand.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.battle.RecordReader;
import dev.evenhand.battle.RecordReader.Happened;
import dev.evenhand.battle.RecordReader.Spoken;
import dev.evenhand.export.Rows.Json;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Turnstile;
import dev.evenhand.rating.Audience;
import dev.evenhand.rating.Checkups;
import dev.evenhand.rating.Histories;
import dev.evenhand.rating.History;
import dev.evenhand.rating.Leaderboard;
import dev.evenhand.rating.Leaderboards;
import dev.evenhand.rating.Query;
import dev.evenhand.rating.SliceTable;
import dev.evenhand.rating.View;
import dev.evenhand.rating.WinRateTable;
import dev.evenhand.rating.WinRateTables;
import dev.evenhand.upload.FormulaGuard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Downloads. Numbers go out unrounded, so that whoever gets them can compute with them. */
@Path("/arenas/{slug}")
@RunOnVirtualThread
class ExportResource {
    private static final List<String> WIN_RATES =
            List.of("model", "opponent", "votes", "wins", "losses", "ties", "both_bad", "observed", "expected");

    private static final List<String> HISTORY =
            List.of("at", "rank", "model", "rating", "lower", "upper", "votes", "component");

    /** The columns of the contract, and the weight after them: our own reader knows the file by its first columns. */
    private static final List<String> VOTES = with(FormulaGuard.VOTE_COLUMNS, List.of("weight"));

    private static final List<String> TEXTS = List.of("prompt", "response_a", "response_b");

    private static final List<String> EVENTS = List.of(
            "number",
            "kind",
            "at",
            "vote_id",
            "version",
            "outcome",
            "counted",
            "body",
            "person",
            "salt",
            "commitment",
            "hash");

    private interface Writing {
        void into(OutputStream out) throws IOException;
    }

    private final Arenas arenas;
    private final Callers callers;
    private final Audience audience;
    private final Leaderboards leaderboards;
    private final WinRateTables winRates;
    private final Histories histories;
    private final Checkups checkups;
    private final RecordReader record;
    private final ObjectMapper json;

    ExportResource(
            Arenas arenas,
            Callers callers,
            Audience audience,
            Leaderboards leaderboards,
            WinRateTables winRates,
            Histories histories,
            Checkups checkups,
            RecordReader record,
            ObjectMapper json) {
        this.arenas = arenas;
        this.callers = callers;
        this.audience = audience;
        this.leaderboards = leaderboards;
        this.winRates = winRates;
        this.histories = histories;
        this.checkups = checkups;
        this.record = record;
        this.json = json;
    }

    // -------------------------------------------------------------------------------------------------------- tables

    @GET
    @Path("leaderboard.{format}")
    @Operation(summary = "Download the leaderboard")
    @PermitAll
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/json", schema = @Schema(implementation = Leaderboard.class)),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING))
            })
    public Response leaderboard(
            String slug, @Schema(enumeration = {"csv", "json", "md"}) String format, @BeanParam Query query) {
        View view = audience.view(slug, query);
        Arena arena = view.arena();
        Leaderboard board = leaderboards.of(view);
        return switch (format) {
            case "csv" -> file(arena, "leaderboard", format, out -> BoardFile.csv(out, board.table(), json));
            case "json" -> file(arena, "leaderboard", format, out -> json.writeValue(out, board));
            case "md" ->
                file(
                        arena,
                        "leaderboard",
                        format,
                        out -> BoardFile.markdown(
                                out,
                                arena.name(),
                                board.table(),
                                "As of %s, snapshot `%s`.".formatted(board.at(), board.snapshot())));
            default -> throw notOffered(format, "csv, json or md");
        };
    }

    @GET
    @Path("win-rates.{format}")
    @Operation(summary = "Download the win rates")
    @PermitAll
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/json", schema = @Schema(implementation = WinRateTable.class))
            })
    public Response winRates(
            String slug, @Schema(enumeration = {"csv", "json"}) String format, @BeanParam Query query) {
        View view = audience.view(slug, query);
        Arena arena = view.arena();
        WinRateTable table = winRates.of(view);
        return switch (format) {
            case "csv" -> file(arena, "win-rates", format, out -> winRates(Rows.csv(out, WIN_RATES, json), table));
            case "json" -> file(arena, "win-rates", format, out -> json.writeValue(out, table));
            default -> throw notOffered(format, "csv or json");
        };
    }

    @GET
    @Path("history.{format}")
    @Operation(summary = "Download the ratings over time")
    @PermitAll
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/json", schema = @Schema(implementation = History.class))
            })
    public Response history(
            String slug,
            @Schema(enumeration = {"csv", "json"}) String format,
            @BeanParam Query query,
            @Schema(enumeration = {"day", "week", "month"}) @QueryParam("every") String every) {
        View view = audience.viewInParts(slug, query);
        Arena arena = view.arena();
        History history = histories.of(view, every);
        return switch (format) {
            case "csv" -> file(arena, "history", format, out -> history(Rows.csv(out, HISTORY, json), history));
            case "json" -> file(arena, "history", format, out -> json.writeValue(out, history));
            default -> throw notOffered(format, "csv or json");
        };
    }

    private static void history(Rows rows, History history) throws IOException {
        try (rows) {
            for (History.Moment moment : history.moments()) {
                for (History.Point point : moment.standings()) {
                    rows.row(
                            moment.at(),
                            point.rank(),
                            point.model(),
                            point.rating(),
                            point.lower(),
                            point.upper(),
                            point.votes(),
                            point.component());
                }
            }
        }
    }

    private static void winRates(Rows rows, WinRateTable rates) throws IOException {
        try (rows) {
            for (WinRateTable.Row r : rates.cells()) {
                rows.row(
                        r.model(),
                        r.opponent(),
                        r.votes(),
                        r.wins(),
                        r.losses(),
                        r.ties(),
                        r.bothBad(),
                        r.observed(),
                        r.expected());
            }
        }
    }

    @GET
    @Path("slices.{format}")
    @Operation(summary = "Download the leaderboard by category, language, kind of rater or month")
    @PermitAll
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/json", schema = @Schema(implementation = SliceTable.class))
            })
    public Response slices(
            String slug,
            @Schema(enumeration = {"csv", "json"}) String format,
            @Parameter(description = "By what votes are told apart")
                    @Schema(enumeration = {"category", "language", "raterKind", "month"})
                    @QueryParam("by")
                    @DefaultValue("category")
                    String by,
            @BeanParam Query query) {
        View view = audience.viewInParts(slug, query);
        Arena arena = view.arena();
        SliceTable slices = checkups.slices(view, by);
        return switch (format) {
            case "csv" -> file(arena, "slices", format, out -> SliceFile.csv(out, slices.table(), json));
            case "json" -> file(arena, "slices", format, out -> json.writeValue(out, slices));
            default -> throw notOffered(format, "csv or json");
        };
    }

    // -------------------------------------------------------------------------------------------------------- record

    @GET
    @Path("votes")
    @Operation(summary = "Download every vote as lines of JSON")
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)))
    public Response voteLines(
            String slug,
            @Parameter(description = "text: with prompts and responses")
                    @Schema(enumeration = {"text"})
                    @QueryParam("include")
                    String include) {
        return votes(slug, "jsonl", include);
    }

    @GET
    @Path("events")
    @Operation(summary = "Download the whole record as lines of JSON")
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)))
    public Response eventLines(String slug) {
        return events(slug, "jsonl");
    }

    @GET
    @Path("votes.{format}")
    @Operation(summary = "Download every vote; what comes out here can be uploaded again without loss")
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
            })
    public Response votes(
            String slug,
            @Schema(enumeration = {"csv", "jsonl"}) String format,
            @Parameter(description = "text: with prompts and responses")
                    @Schema(enumeration = {"text"})
                    @QueryParam("include")
                    String include) {
        Arena arena = arenas.readBy(callers.current(), slug);
        boolean text = "text".equals(include);
        List<String> columns = with(VOTES, text ? TEXTS : List.of());
        return switch (format) {
            case "csv" -> file(arena, "votes", format, inTurn(out -> votes(Rows.csv(out, columns, json), arena, text)));
            case "jsonl" ->
                file(arena, "votes", format, inTurn(out -> votes(Rows.lines(out, columns, json), arena, text)));
            default -> throw notOffered(format, "csv or jsonl");
        };
    }

    @GET
    @Path("events.{format}")
    @Operation(summary = "Download the whole record: every event in order, with its place in the chain of hashes")
    @APIResponse(
            responseCode = "200",
            description = "A file to download",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING))
            })
    public Response events(String slug, @Schema(enumeration = {"csv", "jsonl"}) String format) {
        Arena arena = arenas.readBy(callers.current(), slug);
        return switch (format) {
            case "csv" -> file(arena, "events", format, inTurn(out -> events(Rows.csv(out, EVENTS, json), arena)));
            case "jsonl" -> file(arena, "events", format, inTurn(out -> events(Rows.lines(out, EVENTS, json), arena)));
            default -> throw notOffered(format, "csv or jsonl");
        };
    }

    private void votes(Rows rows, Arena arena, boolean text) throws IOException {
        try (rows) {
            record.votes(arena.id(), text, vote -> rows.row(row(arena, vote, text)));
        }
    }

    private static Object[] row(Arena arena, Spoken vote, boolean text) {
        Object[] row = {
            vote.id(),
            arena.slug(),
            vote.prompt(),
            vote.modelA(),
            vote.modelB(),
            winner(vote.outcome()),
            vote.shownFirst() == null ? null : "model_" + vote.shownFirst(),
            vote.margin(),
            new Json(vote.criteria()),
            new Json(vote.tags()),
            vote.comment(),
            vote.rater(),
            vote.raterKind(),
            vote.shownAt(),
            vote.votedAt(),
            vote.durationMs(),
            vote.category(),
            vote.language(),
            vote.probability(),
            vote.counted(),
            vote.exclusion(),
            vote.source(),
            vote.weight()
        };
        if (!text) {
            return row;
        }
        return Stream.concat(Stream.of(row), Stream.of(new Json(vote.messages()), vote.responseA(), vote.responseB()))
                .toArray();
    }

    private static String winner(String outcome) {
        return switch (outcome) {
            case "left" -> "model_a";
            case "right" -> "model_b";
            default -> outcome;
        };
    }

    private void events(Rows rows, Arena arena) throws IOException {
        try (rows) {
            record.events(arena.id(), event -> rows.row(row(event)));
        }
    }

    /** Body and person stay the texts that were hashed: reading and writing them anew could change a byte. */
    private static Object[] row(Happened event) {
        return new Object[] {
            event.number(),
            event.kind(),
            event.at(),
            event.vote(),
            event.version(),
            event.outcome(),
            event.counted(),
            event.body(),
            event.person(),
            event.salt(),
            event.commitment(),
            event.hash()
        };
    }

    // -------------------------------------------------------------------------------------------------------- files

    private static Response file(Arena arena, String what, String format, Writing writing) {
        String type =
                switch (format) {
                    case "csv" -> "text/csv;charset=UTF-8";
                    case "json" -> "application/json";
                    case "jsonl" -> "application/x-ndjson";
                    default -> "text/markdown;charset=UTF-8";
                };
        StreamingOutput body = writing::into;
        return Response.ok(body)
                .header("Content-Type", type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s-%s.%s\"".formatted(arena.slug(), what, format))
                .build();
    }

    /** Whoever reads the record slowly holds a connection meanwhile, of which there are not many. */
    private Writing inTurn(Writing writing) {
        return out -> {
            try (Turnstile.Place _ = record.enter()) {
                writing.into(out);
            }
        };
    }

    private static Refusal notOffered(String format, String offered) {
        return Refusal.notFound("format", "%s is not offered here. Choose %s.".formatted(format, offered));
    }

    private static List<String> with(List<String> columns, List<String> more) {
        return Stream.concat(columns.stream(), more.stream()).toList();
    }
}
