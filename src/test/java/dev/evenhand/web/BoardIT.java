package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page of a board shows, to whom, and in which language. */
@QuarkusIntegrationTest
class BoardIT {
    private static final Pattern ENGLISH = Pattern.compile("[a-z]{3,} [a-z]{2,}");

    /** Votes of three raters on two prompts: too few of each to keep silent about. */
    private static final String VOTES = """
            model_a,model_b,winner,rater,prompt_id
            New,Old,a,r1,p1
            New,Old,b,r1,p2
            New,Old,a,r2,p1
            New,Old,a,r2,p2
            New,Old,b,r3,p1
            """;

    @Test
    void aStrangerIsOfferedNoChecksBeforeTheArenaIsClosed() throws Exception {
        String slug = publicArena();

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/leaderboard"));
            assertThat(page.getByRole(AriaRole.ROW)).hasCount(3);
            assertThat(links(page, "Win rates")).hasCount(1);
            assertThat(links(page, "Checks")).hasCount(0);

            close(slug);
            page.reload();
            assertThat(page.getByRole(AriaRole.ROW)).hasCount(3);
            assertThat(links(page, "Checks")).hasCount(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void theJapaneseBoardIsJapaneseAndNothingInItsHeadCollides(int width) throws Exception {
        String slug = publicArena();

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson(
                            new NewContextOptions().setLocale("ja-JP").setViewportSize(width, 844))
                    .newPage();
            page.navigate(address("/arenas/" + slug + "/leaderboard"));
            assertThat(page.getByText("対象 新しい評価者と新しいプロンプト")).isVisible();
            assertThat(page.getByText("評価者が3人と少ないため")).isVisible();
            assertThat(page.getByText("自由度1のt分布")).hasCount(2);
            assertEquals(
                    List.of(),
                    page.locator("main p, main li, main th, main td")
                            .filter(new Locator.FilterOptions().setHasText(ENGLISH))
                            .allInnerTexts());
            assertTrue((boolean) page.evaluate("""
                    () => {
                        const boxOf = node => {
                            const range = document.createRange();
                            range.selectNodeContents(node);
                            return range.getBoundingClientRect();
                        };
                        const [rating, ...labels] = document.querySelectorAll("thead .points, thead .scale span");
                        const ends = boxOf(rating).right;
                        return labels.map(boxOf).filter(({width}) => width > 0).every(({left}) => left >= ends);
                    }"""));
        }
    }

    private static Locator links(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static String publicArena() {
        String slug = Api.openArena(Map.of("access", "open", "publicBoard", true), 2, "New", "Old");
        Api.importVotes(slug, VOTES);
        return slug;
    }

    private static void close(String slug) {
        Api.change(slug, Map.of("phase", "closed"));
    }
}
