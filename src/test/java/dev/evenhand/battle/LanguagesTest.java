package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Raters are shown prompts in the arena's languages, and of several in those they read. */
@QuarkusTest
class LanguagesTest {
    @Test
    void whereNoLanguageIsNamedAllAreShown() {
        String slug = arena(List.of());

        assertEquals(Set.of("en", "ja", "pt-BR", "none"), shown(slug, Api.rater(slug)));
    }

    @Test
    void promptsInOtherLanguagesAreNotShown() {
        String slug = arena(List.of("JA"));

        assertEquals(Set.of("ja", "none"), shown(slug, Api.rater(slug)));
    }

    @Test
    void aRaterSaysWhichOfSeveralToBeShown() {
        String slug = arena(List.of("en", "ja"));
        String silent = Api.rater(slug);
        String japanese = Api.rater(slug);
        me(silent).body("languages", nullValue());
        reads(japanese, "ja").statusCode(200).body("languages", equalTo(List.of("ja")));

        assertEquals(Set.of("en", "ja", "none"), shown(slug, silent));
        assertEquals(Set.of("ja", "none"), shown(slug, japanese));
        reads(japanese, "ja", "en").statusCode(200);
        assertEquals(Set.of("en"), shown(slug, japanese));
    }

    @Test
    void aLanguageThatTheArenaDoesNotHaveIsRefused() {
        String slug = arena(List.of("en", "ja"));
        String rater = Api.rater(slug);

        reads(rater, "pt-BR").statusCode(422).body("code", equalTo("language-unknown"));
        reads(rater).statusCode(422).body("code", equalTo("invalid"));
        reads("test-admin-token", "en").statusCode(403).body("code", equalTo("not-a-rater"));
        me(rater).body("languages", nullValue());
    }

    private static String arena(List<String> languages) {
        String slug = Api.arena(Map.of("languages", languages));
        StringBuilder file = new StringBuilder("prompt_id,prompt,model,response,language\n");
        for (String language : List.of("en", "ja", "pt-BR", "none")) {
            for (String model : List.of("Alpha", "Beta")) {
                file.append("%s,in %s,%s,%s of %s,%s\n"
                        .formatted(language, language, model, model.length(), language, language.replace("none", "")));
            }
        }
        Api.upload(slug, file.toString());
        Api.open(slug);
        return slug;
    }

    /** The languages of all prompts that a rater is shown until nothing is left. */
    private static Set<String> shown(String slug, String rater) {
        Set<String> shown = new TreeSet<>();
        while (true) {
            var battle = Api.as(rater)
                    .post("/api/arenas/" + slug + "/battles")
                    .then()
                    .extract();
            if (battle.path("id") == null) {
                return shown;
            }
            shown.add(battle.<String>path("prompt.messages[0].content").replace("in ", ""));
            Api.vote(rater, battle.path("id"), "tie", 0).then().statusCode(201);
        }
    }

    private static ValidatableResponse reads(String rater, String... languages) {
        return Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("languages", List.of(languages)))
                .put("/api/me/languages")
                .then();
    }

    private static ValidatableResponse me(String rater) {
        return Api.as(rater).get("/api/me").then().statusCode(200);
    }
}
