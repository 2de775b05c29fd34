package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.battle.Telltale.Way;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * No side is anybody's, and nothing but its text tells which model stands on it: no id, no length and no time.
 * BATTLES=2000 is the long form.
 *
 * <p>Pairs are drawn evenly. Where a rule seeks the pairs of which least is known, which battle of a sitting it is may
 * tell what is drawn, as it is meant to.
 */
@QuarkusTest
class SidesTest {
    private static final int BATTLES = Integer.parseInt(System.getenv().getOrDefault("BATTLES", "300"));

    /** What is given away on purpose is found with these. */
    private static final int FEWER = 300;

    private static final int SITTING = 100;
    private static final List<String> MODELS = List.of("A", "B", "C", "D", "E", "F");
    private static final long SEED = 12;

    /** A test of sides that fails once in ten thousand times. */
    private static final double P_OF_SIDES = 1e-4;

    private static final double P_OF_TIMES = 1e-3;

    @Inject
    DataSource database;

    @Test
    void noSideIsAnybodysAndNothingButItsTextTellsWhoStandsOnIt() throws Exception {
        List<Look> looks = watch(BATTLES);

        double sides = Look.pOfSides(looks, MODELS.size());
        double runs = Look.pOfRuns(looks);
        double guessed = Look.guessed(looks, MODELS.size(), false);
        double guessedInTime = Look.guessed(looks, MODELS.size(), true);
        double times = Look.pOfTimes(looks, MODELS.size());
        if (guessedInTime > band(BATTLES) || times < P_OF_TIMES) {
            // Times depend on what else the machine does: these are taken once more.
            List<Look> again = watch(BATTLES);
            guessedInTime = Look.guessed(again, MODELS.size(), true);
            times = Look.pOfTimes(again, MODELS.size());
        }

        System.out.printf(
                "{\"battles\": %d, \"pOfSides\": %.4f, \"pOfRuns\": %.4f, \"guessed\": %.4f, \"guessedInTime\": %.4f, \"band\": %.4f, \"pOfTimes\": %.4f}%n",
                looks.size(), sides, runs, guessed, guessedInTime, band(BATTLES), times);
        assertTrue(sides >= P_OF_SIDES, "sides: p = " + sides);
        assertTrue(runs >= P_OF_SIDES, "runs: p = " + runs);
        assertTrue(guessed <= band(BATTLES), "guessed: " + guessed);
        assertTrue(guessedInTime <= band(BATTLES), "guessed with the times: " + guessedInTime);
        assertTrue(times >= P_OF_TIMES, "times: p = " + times);
    }

    @Test
    void aHeaderThatIsAByteLongerForOneModelIsNoticed() throws Exception {
        Telltale.tell(Way.BYTE, "C");
        try {
            double guessed = Look.guessed(watch(FEWER), MODELS.size(), false);

            assertTrue(guessed > band(FEWER), "guessed: " + guessed);
        } finally {
            Telltale.beSilent();
        }
    }

    @Test
    void anAnswerThatComesLaterForOneModelIsNoticed() throws Exception {
        Telltale.tell(Way.PAUSE, "C");
        try {
            List<Look> looks = watch(FEWER);

            double guessed = Look.guessed(looks, MODELS.size(), true);
            double times = Look.pOfTimes(looks, MODELS.size());
            assertTrue(guessed > band(FEWER), "guessed with the times: " + guessed);
            assertTrue(times < P_OF_TIMES, "times: p = " + times);
        } finally {
            Telltale.beSilent();
        }
    }

    @Test
    void sidesThatFavourAModelOrTakeTurnsAreNoticed() {
        Random random = new Random(SEED);
        List<Look> favouring = new ArrayList<>();
        List<Look> takingTurns = new ArrayList<>();
        for (int i = 0; i < FEWER; i++) {
            int one = random.nextInt(MODELS.size());
            int other = (one + 1 + random.nextInt(MODELS.size() - 1)) % MODELS.size();
            boolean favoured = one == 0 || other != 0 && random.nextBoolean();
            favouring.add(look(favoured ? one : other, favoured ? other : one, random.nextBoolean()));
            takingTurns.add(look(one, other, i % 2 == 0));
        }

        assertTrue(Look.pOfSides(favouring, MODELS.size()) < P_OF_SIDES);
        assertTrue(Look.pOfRuns(favouring) >= P_OF_SIDES);
        assertTrue(Look.pOfSides(takingTurns, MODELS.size()) >= P_OF_SIDES);
        assertTrue(Look.pOfRuns(takingTurns) < P_OF_SIDES);
    }

    private static Look look(int left, int right, boolean inOrder) {
        return new Look(left, right, inOrder, new double[0], new long[0]);
    }

    /** How far from a half chance brings a guess: 0.06 at 2,000 battles, somewhat more than 3.3 standard errors. */
    private static double band(int battles) {
        return 0.06 * Math.sqrt(2_000.0 / battles);
    }

    /** Many sittings, one after the other, measured from without. */
    private List<Look> watch(int battles) throws IOException, SQLException {
        String slug = Api.arena(Map.of("matchmaking", "uniform", "votesPerMinute", 0));
        Api.upload(slug, responses());
        Luck.orderDeck(database, slug);
        Api.open(slug);
        try (Luck _ = new Luck(SEED)) {
            List<Look.Measured> measured = new ArrayList<>();
            Random choice = new Random(SEED);
            String rater = "";
            for (int i = 0; i < battles; i++) {
                if (i % SITTING == 0) {
                    rater = Api.rater(slug);
                }
                Wire.Answer battle = Wire.of("POST", "/api/arenas/" + slug + "/battles")
                        .by(rater)
                        .ask();
                Look.Measured seen = Look.Measured.of(battle, i % SITTING);
                measured.add(seen);
                String outcome = choice.nextBoolean() ? "left" : "right";
                Wire.Answer receipt = Wire.of("PUT", "/api/battles/" + seen.id() + "/vote")
                        .by(rater)
                        .json("{\"outcome\":\"%s\"}".formatted(outcome))
                        .ask();
                assertEquals(201, receipt.status(), receipt.text());
            }
            return uncovered(measured);
        } finally {
            // The same luck draws the same ids: they must not be there the next time.
            Api.admin()
                    .contentType("application/json")
                    .body(Map.of("phase", "closed"))
                    .patch("/api/arenas/" + slug);
            Api.admin()
                    .delete("/api/arenas/" + slug + "?confirm=" + slug)
                    .then()
                    .statusCode(204);
        }
    }

    /** As many prompts as a sitting has battles. How long a text is has nothing to do with its model. */
    private static String responses() {
        Random length = new Random(SEED);
        StringBuilder rows = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int prompt = 1; prompt <= SITTING; prompt++) {
            for (String model : MODELS) {
                rows.append("p%1$d,Question %1$d?,%2$s,%3$d %4$s\n"
                        .formatted(prompt, model, length.nextInt(1_000_000), "word ".repeat(length.nextInt(200))));
            }
        }
        return rows.toString();
    }

    /** Who stood where, from the record. */
    private List<Look> uncovered(List<Look.Measured> measured) throws SQLException {
        List<Look> looks = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                    select l.name, r.name, x.text_hash < y.text_hash from battle b
                    join response x on x.id = b.left_response join model l on l.id = x.model_id
                    join response y on y.id = b.right_response join model r on r.id = y.model_id
                    where b.id = ?
                    """)) {
            for (Look.Measured battle : measured) {
                select.setObject(1, battle.id().bits());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    looks.add(new Look(
                            MODELS.indexOf(row.getString(1)),
                            MODELS.indexOf(row.getString(2)),
                            row.getBoolean(3),
                            battle.numbers(),
                            battle.times()));
                }
            }
        }
        return looks;
    }
}
