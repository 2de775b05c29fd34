package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Matchmaking;
import dev.evenhand.battle.Draw.Candidate;
import dev.evenhand.battle.Draw.Contender;
import dev.evenhand.battle.Draw.Drawn;
import dev.evenhand.rating.fit.pairing.Aim;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class DrawTest {
    private static final UUID ARENA = UUID.randomUUID();

    @Inject
    EntityManagerFactory factory;

    /** Wants the first pair for precision and the second for the order. */
    private final Draw draw = new Draw(
            (arena, aim) -> pairs -> aim == Aim.PRECISION ? new double[] {1, 0} : new double[] {0, 1}, new Random(1));

    private final List<Candidate> candidates = List.of(candidate(0), candidate(9));

    @Test
    void eachAimIsAskedForItsOwnWeights() {
        assertEquals(.95, probabilityOfTheFirst(Matchmaking.ACTIVE), 1e-12);
        assertEquals(.05, probabilityOfTheFirst(Matchmaking.ORDER), 1e-12);
        assertEquals(.5, probabilityOfTheFirst(Matchmaking.UNIFORM), 1e-12);
        assertEquals(.05 + .9 / 1.1, probabilityOfTheFirst(Matchmaking.LEAST_SEEN), 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleShowsBattlesBeforeAndAfterTheFirstVotes(Matchmaking rule) {
        String slug = Api.openArena(Map.of("matchmaking", rule.word()), 5, "A", "B", "C");
        String rater = Api.rater(slug);

        for (int vote = 0; vote < 3; vote++) {
            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        }

        Api.admin().get("/api/arenas/" + slug).then().statusCode(200).body("matchmaking", equalTo(rule.word()));
    }

    /** A question whose plan is not found again is planned at every draw, and its plans crowd out all others. */
    @Test
    void aDrawPlansNoQuestionAnew() {
        String slug = Api.openArena(
                Map.of("votesPerPair", 100, "votesPerRater", 100, "votesPerMinute", 0, "consent", "Votes are kept."),
                20,
                "A",
                "B");
        String rater = Api.rater(slug);
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("version", 1))
                .post("/api/arenas/" + slug + "/consents")
                .then()
                .statusCode(200);
        drawAndVote(slug, rater, 3);
        long plans = plans();

        drawAndVote(slug, rater, 5);

        assertEquals(plans, plans());
    }

    private static void drawAndVote(String slug, String rater, int times) {
        for (int i = 0; i < times; i++) {
            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        }
    }

    private long plans() {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getQueryEngine()
                .getInterpretationCache()
                .getNumberOfCachedQueryPlans();
    }

    private double probabilityOfTheFirst(Matchmaking rule) {
        Drawn drawn = draw.pair(draw.rule(ARENA, rule), candidates);
        assertTrue(candidates.contains(drawn.pair()));
        return drawn.pair() == candidates.getFirst() ? drawn.probability() : 1 - drawn.probability();
    }

    private static Candidate candidate(long votes) {
        return new Candidate(contender(), contender(), votes);
    }

    private static Contender contender() {
        return new Contender(UUID.randomUUID(), UUID.randomUUID());
    }
}
