package dev.evenhand.battle;

import dev.evenhand.Api;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What raters do in an arena, word for word the same in each of two twins, and every byte that they are sent.
 *
 * <p>Whatever can be said of a battle is said, in time and too late, twice, wrongly, and where nothing is to be said.
 */
final class Script {
    static final Instant START = Instant.parse("2040-01-01T00:00:00Z");

    private static final List<String> OUTCOMES = List.of("left", "right", "tie", "both_bad", "skip", "expire");
    private static final List<String> REASONS =
            List.of("cannot-judge", "language", "broken", "offensive", "reveals-identity", "other");
    private static final Duration TURN = Duration.ofHours(1);
    private static final Duration LEASE = Duration.ofMinutes(20);
    private static final Duration CHANGEABLE = Duration.ofMinutes(10);
    private static final Pattern BATTLE = Pattern.compile("\"id\":\"([\\w-]{22})\"");
    private static final Pattern SECRET = Pattern.compile("evenhand-session=([\\w-]{43})");

    /** When a browser is to forget a cookie is reckoned by the framework, from the machine's own clock. */
    private static final Pattern EXPIRY =
            Pattern.compile("Expires=\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");

    /** More bytes than any body may have; they are announced and never sent. */
    private static final String TOO_MANY = "100000000";

    private final Clock clock;
    private final String slug;
    private final List<String> sent = new ArrayList<>();
    private Instant now = START;

    Script(Clock clock, String slug) {
        this.clock = clock;
        this.slug = slug;
    }

    /** What was asked, and the bytes of its answer, in order. */
    List<String> sent() {
        return sent;
    }

    /** One rater's sitting, with another one about; the arena is closed before it ends. */
    void play(int battles) throws IOException, SQLException {
        at(START);
        String cookie = join(slug);
        String stranger = Api.rater(slug);
        String before = "";
        for (int turn = 0; turn < battles; turn++) {
            at(START.plus(TURN.multipliedBy(turn + 1)));
            before = take(cookie, stranger, before, turn);
        }
        hurry(cookie);
        everywhereElse(cookie);
        String last = draw(cookie);
        change("closed");
        draw(cookie);
        keep(vote(cookie, last, "left", 0));
        keep(as(cookie, "POST", "/api/battles/" + last + "/skip").json("{\"reason\":\"other\"}"));
        keep(as(cookie, "DELETE", "/api/battles/" + last + "/vote"));
        own(cookie);
        keep(Wire.of("DELETE", "/api/session").with("Cookie", cookie));
        own(cookie);
    }

    /**
     * Three raters in an arena of two models with two places on each pair: two fill every place while the third looks
     * at a battle for too long. At the end raters see how like others' their votes were.
     */
    void playLate() throws IOException, SQLException {
        at(START);
        String slow = join(slug);
        String late = draw(slow);
        at(now.plus(LEASE).plusSeconds(1));
        List<String> quick = List.of(join(slug), join(slug));
        for (String rater : quick) {
            for (String battle = draw(rater); !battle.isEmpty(); battle = draw(rater)) {
                at(now.plusSeconds(20));
                keep(vote(rater, battle, "left", 0));
            }
        }
        keep(vote(slow, late, "right", 0));
        keep(vote(slow, late, "right", 0));
        keep(as(slow, "PUT", "/api/battles/" + late + "/lease"));
        draw(slow);
        own(slow);
        change("paused");
        draw(slow);
        change("closed");
        own(slow);
        own(quick.getFirst());
    }

    private String take(String rater, String stranger, String before, int turn) throws IOException, SQLException {
        String battle = draw(rater);
        draw(rater);
        String address = "/api/battles/" + battle;
        keep(as(rater, "PUT", address + "/lease"));
        keep(vote(rater, battle, "sideways", 0));
        keep(as(rater, "PUT", address + "/vote").json("{\"outcome\":"));
        keep(as(rater, "PUT", address + "/vote").json("left").with("Content-Type", "text/plain"));
        keep(as(rater, "PATCH", address + "/vote"));
        keep(as(rater, "GET", address));
        keep(as(rater, "PUT", address + "/vote")
                .with("Content-Type", "application/json")
                .with("Content-Length", TOO_MANY));
        keep(vote(rater, BattleId.drawn(new Random(turn)).toString(), "left", 0));
        keep(vote(rater, "1", "left", 0));
        keep(Wire.of("PUT", address + "/vote").json(choice("left", 0)));
        keep(Wire.of("PUT", address + "/vote").by(stranger).json(choice("left", 0)));
        keep(Wire.of("PUT", address + "/lease").by(stranger));
        if (!before.isEmpty()) {
            keep(vote(rater, before, "tie", 3));
            keep(as(rater, "DELETE", "/api/battles/" + before + "/vote?version=3"));
        }
        String outcome = OUTCOMES.get(turn % OUTCOMES.size());
        switch (outcome) {
            case "skip" -> skip(rater, battle, REASONS.get(turn / OUTCOMES.size() % REASONS.size()));
            case "expire" -> {
                at(now.plus(LEASE).plusSeconds(1));
                decide(rater, battle, "left");
            }
            default -> decide(rater, battle, outcome);
        }
        own(rater);
        at(now.plus(CHANGEABLE).plusSeconds(1));
        keep(vote(rater, battle, "right", 4));
        keep(as(rater, "DELETE", address + "/vote?version=4"));
        own(rater);
        return battle;
    }

    private void decide(String rater, String battle, String outcome) throws IOException {
        String address = "/api/battles/" + battle + "/vote";
        keep(vote(rater, battle, outcome, 0));
        keep(vote(rater, battle, outcome, 0));
        keep(vote(rater, battle, outcome.equals("left") ? "right" : "left", 0));
        keep(as(rater, "PUT", address).json("""
                {"outcome":"%s","version":1,%s"criteria":{"style":"left"},"tags":{"left":["long"],"right":[]},\
                "comment":"fine"}""".formatted(outcome, isDecided(outcome) ? "\"margin\":2," : "")));
        keep(as(rater, "DELETE", address + "?version=0"));
        keep(as(rater, "DELETE", address + "?version=2"));
        own(rater);
        draw(rater);
        keep(vote(rater, battle, outcome, 3));
    }

    private static boolean isDecided(String outcome) {
        return outcome.equals("left") || outcome.equals("right");
    }

    private void skip(String rater, String battle, String reason) throws IOException {
        String skip = "{\"reason\":\"%s\",\"version\":%d}";
        String address = "/api/battles/" + battle;
        keep(as(rater, "POST", address + "/skip").json(skip.formatted(reason, 0)));
        keep(as(rater, "POST", address + "/skip").json(skip.formatted(reason, 0)));
        keep(as(rater, "POST", address + "/skip").json(skip.formatted("dull", 0)));
        keep(as(rater, "DELETE", address + "/vote?version=1"));
        draw(rater);
        keep(as(rater, "POST", address + "/skip").json(skip.formatted(reason, 2)));
    }

    /** Changes one vote until that is too fast. */
    private void hurry(String rater) throws IOException, SQLException {
        at(now.plus(TURN));
        String battle = draw(rater);
        for (int version = 0; version < 22; version++) {
            keep(vote(rater, battle, OUTCOMES.get(version % 4), version));
        }
        at(now.plus(TURN));
    }

    private void own(String rater) throws IOException {
        keep(as(rater, "GET", "/api/me"));
        keep(as(rater, "GET", "/api/me/record"));
    }

    /** Whatever else a rater might look into. */
    private void everywhereElse(String rater) throws IOException {
        String arena = "/api/arenas/" + slug;
        for (String place : List.of(
                "",
                "/models",
                "/prompts",
                "/raters",
                "/votes",
                "/votes.csv",
                "/events",
                "/events.jsonl",
                "/leaderboard",
                "/leaderboard.csv",
                "/win-rates",
                "/history",
                "/slices",
                "/diagnostics",
                "/verification",
                "/comparison",
                "/live",
                "/nothing")) {
            keep(as(rater, "GET", arena + place));
        }
        for (String address : List.of(
                "/api/arenas",
                "/api/accounts",
                "/api/tokens",
                "/api/setup",
                "/api/nothing",
                "/api/arenas/%00",
                "/q",
                "/q/health/live",
                "/q/health/started",
                "/q/openapi",
                "/q/metrics",
                "/q/info",
                "/q/arc",
                "/q/dev",
                "/q/swagger-ui",
                "/assets/index.js.map",
                "/favicon.svg.map")) {
            keep(as(rater, "GET", address));
        }
        keep(as(rater, "DELETE", arena));
        keep(as(rater, "PATCH", arena).json("{\"reveal\":\"after_vote\"}"));
        keep(as(rater, "TRACE", "/api/me"));
        keep(as(rater, "OPTIONS", "/api/me"));
        keep(as(rater, "POST", "/api/arenas/no-such-arena/battles"));
        keep(as(rater, "POST", "/api/arenas/no-such-arena/join").json("{}"));
    }

    /** Somebody invited, who is now signed in. Returns the cookie. */
    private String join(String slug) throws IOException {
        String link = Api.admin()
                .contentType("application/json")
                .body(Map.of())
                .post("/api/arenas/" + slug + "/raters")
                .path("joinUrl");
        String address = "/api/arenas/" + slug + "/join";
        keep(Wire.of("POST", address).json("{}"));
        keep(Wire.of("POST", address).json("{\"code\":\"no\"}"));
        String code = link.substring(link.indexOf('#') + 1);
        Wire.Answer welcome = Wire.of("POST", address)
                .json("{\"code\":\"%s\"}".formatted(code))
                .ask();
        Matcher secret = SECRET.matcher(welcome.head());
        if (!secret.find()) {
            throw new IllegalStateException(welcome.text());
        }
        // The secret was drawn before any battle was, and none of two is like the other; its length is.
        sent.add(timeless(welcome.text().replace(secret.group(1), "x".repeat(43))));
        return secret.group();
    }

    /** The next battle's id; nothing where there is none. */
    private String draw(String rater) throws IOException {
        // A draw takes whatever board there is: both twins are to find the newest.
        Api.admin().get("/api/arenas/" + slug + "/leaderboard").then().statusCode(200);
        Matcher id = BATTLE.matcher(keep(as(rater, "POST", "/api/arenas/" + slug + "/battles")));
        return id.find() ? id.group(1) : "";
    }

    private static Wire vote(String rater, String battle, String outcome, int version) {
        return as(rater, "PUT", "/api/battles/" + battle + "/vote").json(choice(outcome, version));
    }

    private static String choice(String outcome, int version) {
        return "{\"outcome\":\"%s\",\"version\":%d}".formatted(outcome, version);
    }

    private static Wire as(String cookie, String verb, String path) {
        return Wire.of(verb, path).with("Cookie", cookie);
    }

    private String keep(Wire request) throws IOException {
        String answer = timeless(request.ask().text());
        sent.add("%s %s %s%n%s".formatted(request.verb(), request.path(), request.body(), answer));
        return answer;
    }

    private static String timeless(String answer) {
        return EXPIRY.matcher(answer).replaceAll("Expires=then");
    }

    private void change(String phase) {
        Api.change(slug, Map.of("phase", phase));
    }

    private void at(Instant moment) throws SQLException {
        now = moment;
        clock.stand(moment);
    }
}
