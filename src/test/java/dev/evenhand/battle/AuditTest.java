package dev.evenhand.battle;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.battle.Audit.Report;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each forgery is made behind the triggers, in a transaction that is taken back. */
@QuarkusTest
class AuditTest {
    /** One arena for all: it is never changed. Tests of Quarkus are made anew for each method. */
    private static String slug;

    @Inject
    DataSource database;

    @Test
    void aRecordOfEveryKindOfEventIsWhole() throws SQLException {
        Report report = afterwards(";");

        assertEquals(List.of(), report.faults());
        assertEquals(10, report.held().size(), report.toString());
        assertEquals(
                List.of("cast", "identical", "imported", "late", "replaced", "skipped", "undone"),
                Api.admin()
                        .get("/api/arenas/" + slug + "/events.jsonl")
                        .asString()
                        .lines()
                        .map(line -> line.replaceAll(".*?\"kind\":\"(\\w+)\".*", "$1"))
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void aPersonWhoWasErasedLeavesEveryHash() throws SQLException {
        Report report =
                afterwards("delete from event_person p using arena a where a.id = p.arena_id and a.slug = '%1$s';"
                        + "update vote v set rater = null, comment = null from arena a"
                        + " where a.id = v.arena_id and a.slug = '%1$s';");

        assertEquals(List.of(), report.faults());
        assertTrue(report.held().get(1).startsWith("0 commitments"), report.toString());
    }

    @Test
    void analystsAndAdminsAskTheServer() {
        String drafted = Api.arena(Map.of());
        Api.importVotes(drafted, "model_a,model_b,winner\nA,B,a\nB,A,tie\n");
        String rater = Api.rater(drafted);

        Api.admin()
                .get("/api/arenas/" + drafted + "/verification")
                .then()
                .statusCode(200)
                .body("whole", equalTo(true))
                .body("events", equalTo(2))
                .body("hash", matchesPattern("[0-9a-f]{64}"))
                .body("checked.size()", equalTo(10))
                .body("faults", empty());
        Api.as(rater)
                .get("/api/arenas/" + drafted + "/verification")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        Api.admin().get("/api/arenas/nowhere/verification").then().statusCode(404);
    }

    @Test
    void theServerNamesWhatWasChanged() throws SQLException {
        String forged = Api.arena(Map.of());
        Api.importVotes(forged, "model_a,model_b,winner\nA,B,a\nB,A,tie\n");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    update vote v set outcome = 'right' from arena a
                    where a.id = v.arena_id and a.slug = '%s' and outcome = 'tie'
                    """.formatted(forged));
        }

        Api.admin()
                .get("/api/arenas/" + forged + "/verification")
                .then()
                .statusCode(200)
                .body("whole", equalTo(false))
                .body("faults", equalTo(List.of("Event 2: its vote has another outcome.")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        update event set body = replace(body, '"left"', '"tie"') where number = 1 | Event 1 is not what was recorded
        update event set body = 'no JSON' where number = 2 | Event 2 is not what was recorded
        update event set hash = sha256('x') where number = 2 | Event 2 is not what was recorded
        update event_person set person = replace(person, 'clear', 'dear') where number = 1 | Event 1: who said it
        delete from event where number = 3 | Event 3 is missing
        delete from event where number = (select max(number) from event where ours) | is missing: the record ends at
        update chain set number = number - 1 | was added outside of the record
        update chain set hash = sha256('x') | its hash is not the one that the record ended with
        delete from chain where true | The arena has no chain
        update event set outcome = 'tie' where number = 1 | Event 1: beside its body stands another outcome
        update event set counted = false, kind = 'late' where number = 1 | beside its body stands another kind, counted
        update event set at = at + interval '1 second' where number = 2 | Event 2: beside its body stands another time
        update battle set rater_id = (select id from account where rater_id <> id and ours limit 1) where state = 'voted' | is another rater's
        delete from vote where event = (select min(event) from vote where ours) | is not there
        update vote set event = event - 1 where event = (select max(event) from vote where ours) | a replay leaves none there
        update vote set outcome = 'tie' where outcome = 'right' | its vote has another outcome
        update vote set counted = not counted where source = 'import' | its vote has another counted
        update vote set comment = 'other' where comment is not null | its vote has another comment
        update vote set criteria = '{"style":"right"}' where criteria is not null | its vote has another criteria
        update vote set model_a = model_b, model_b = model_a where source = 'import' | its vote has another model_a, model_b
        update vote set voted_at = voted_at + interval '1 hour' where source = 'battle' | its vote has another voted_at, duration_ms
        update arena set consent = 'Sign here.' where slug = '%1$s'; update consent set since = since where false | it says another thing
        update arena set consent_version = 3 where slug = '%1$s'; update consent set since = since where false | Consent text 3 is in force, and 1 were kept
        update consent set text = 'Sign here.' where true | it says another thing
        update consent_given set at = at - interval '1 day' where true | Consent text 1: rater
        update battle set state = 'open' where state = 'skipped' | does not stand where they left it
        update battle set version = version + 1 where state = 'voted' | does not stand where they left it
        update battle set revealed = true where state = 'voted' | does not stand where they left it
        update pairing set votes = votes + 1 where votes = 1 | A pair is down with 2 votes
        delete from pairing where votes = 1 | A pair is down with 0 votes, on prompt
        update prompt set responses = 3 where key = 'p1' | 3 responses are down for prompt p1
        update vote_tally set votes = votes + 1 | the total of votes
        update vote_tally set skips = skips + 1 | the total of skips
        update prompt_tally set pairs = pairs + 1 | the total of pairs
        update rater_tally set votes = votes + 1 | A rater is down with
        update rater_tally set skips = skips + 1 | A rater is down with
        """)
    void whatWasChangedIsNamed(String forgery, String fault) throws SQLException {
        Report report = afterwards(ofTheArena(forgery));

        assertTrue(report.faults().getFirst().contains(fault), report.faults().toString());
    }

    @Test
    void aVoteThatWasTakenBackDoesNotReturnWithAnOlderFile() {
        String arena = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(arena);
        String battle = Api.battle(arena, rater);
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
        String file = Api.admin().get("/api/arenas/" + arena + "/votes.csv").asString();
        Api.as(rater)
                .delete("/api/battles/" + battle + "/vote?version=1")
                .then()
                .statusCode(200);

        Api.admin()
                .contentType("text/csv")
                .body(file)
                .post("/api/arenas/" + arena + "/votes")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0), "repeated", equalTo(1));

        Api.vote(rater, battle, "right", 2).then().statusCode(201).body("counted", equalTo(true));
        Api.admin().get("/api/arenas/" + arena + "/verification").then().body("whole", equalTo(true));
    }

    /** A statement about rows of the arena alone; {@code ours} stands for that where there is a query within. */
    private static String ofTheArena(String forgery) {
        String table = forgery.replaceFirst("(update|delete from) (\\w+) .*", "$2");
        String ours =
                switch (table) {
                    case "pairing" ->
                        "prompt_id in (select p.id from prompt p join arena a on a.id = p.arena_id where a.slug = '%1$s')";
                    case "rater_tally" ->
                        "rater_id in (select r.id from account r join arena a on a.id = r.arena_id where a.slug = '%1$s')";
                    default -> "arena_id = (select id from arena where slug = '%1$s')";
                };
        return forgery.replace("ours", ours) + (forgery.contains("where") ? " and " : " where ") + ours + ";";
    }

    /** What is found after these statements, in which {@code %1$s} stands for the arena. */
    private Report afterwards(String statements) throws SQLException {
        if (slug == null) {
            slug = arenaWithEverything();
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : List.of("event", "vote", "battle", "prompt", "consent", "consent_given")) {
                statement.execute("alter table %s disable trigger user".formatted(table));
            }
            statement.execute(statements.formatted(slug));
            try {
                return Audit.of(connection, arena(connection), slug);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static UUID arena(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from arena where slug = ?")) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    private String arenaWithEverything() throws SQLException {
        String arena = Api.arena(Map.of(
                "consent",
                "Votes are kept.",
                "votesPerPair",
                1,
                "margin",
                true,
                "criteria",
                List.of("style"),
                "tags",
                List.of("wrong", "long")));
        Api.upload(arena, Api.responses(3, "A", "B"));
        Api.open(arena);
        String rater = consenting(arena);
        say(rater, Api.battle(arena, rater), 0, "left", "clear").then().statusCode(201);
        String second = Api.battle(arena, rater);
        say(rater, second, 0, "right", null).then().statusCode(201);
        say(rater, second, 1, "left", null).then().statusCode(201);
        Api.as(rater)
                .delete("/api/battles/" + second + "/vote?version=2")
                .then()
                .statusCode(200);
        say(rater, second, 3, "right", null).then().statusCode(201);
        String third = Api.battle(arena, rater);
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "other"))
                .post("/api/battles/" + third + "/skip")
                .then()
                .statusCode(204);
        // A prompt whose responses are the same is settled by whoever draws it: it comes when the order above is down.
        Api.upload(
                arena,
                "prompt_id,prompt,model,response,category,language\n"
                        + "same,Question?,A,One answer,,\nsame,Question?,B,One answer,,\n");
        Api.as(rater).post("/api/arenas/" + arena + "/battles").then().statusCode(200);
        late(arena);
        Api.importVotes(
                arena,
                "vote_id,prompt_id,model_a,model_b,winner,rater,timestamp,margin,criteria,tags,comment,weight\n"
                        + "v1,p1,A,B,a,r1,2026-01-02T03:04:05.678Z,2,\"{\"\"style\"\":\"\"left\"\"}\","
                        + "\"{\"\"left\"\":[\"\"wrong\"\"]}\",fine,0.1\n"
                        + ",p1,B,A,tie,,,,,,,\n");
        return arena;
    }

    private static String consenting(String arena) {
        String rater = Api.rater(arena);
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("version", 1))
                .post("/api/arenas/" + arena + "/consents")
                .then()
                .statusCode(200);
        return rater;
    }

    private static io.restassured.response.Response say(
            String rater, String battle, int version, String outcome, String comment) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of("outcome", outcome, "version", version, "margin", 2));
        body.put("criteria", Map.of("style", "left"));
        body.put("tags", Map.of("left", List.of("wrong", "long")));
        if (comment != null) {
            body.put("comment", comment);
        }
        return Api.as(rater).contentType(ContentType.JSON).body(body).put("/api/battles/" + battle + "/vote");
    }

    /** A vote that comes after its lease, when another has the only place. */
    private void late(String arena) throws SQLException {
        String slow = consenting(arena);
        String quick = consenting(arena);
        String battle = Api.battle(arena, slow);
        try (Clock clock = new Clock(database)) {
            clock.forward(Duration.ofMinutes(21));
            Api.vote(quick, Api.battle(arena, quick), "left", 0).then().statusCode(201);
            Api.vote(slow, battle, "left", 0).then().statusCode(200);
        }
    }
}
