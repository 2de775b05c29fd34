package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.begun;
import static dev.evenhand.web.Booth.button;
import static dev.evenhand.web.Booth.open;
import static dev.evenhand.web.Booth.vote;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.LoadState;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the booth does with keys, with the focus and with whatever does not come, and what it says of it. */
@QuarkusIntegrationTest
class BoothIT {
    @Test
    void theKeyForACommentIsNotTypedIntoIt() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 2));
            Browser.look(page);
            page.keyboard().press("c");
            Locator comment = page.getByRole(AriaRole.TEXTBOX);
            assertThat(comment).isFocused();
            assertThat(comment).hasValue("");

            page.keyboard().type("good");
            button(page, "A is better").click();
            assertThat(button(page, "Save: A")).isVisible();
            comment.focus();
            page.keyboard().press("Escape");
            assertThat(button(page, "Save: A")).hasCount(0);
            assertThat(button(page, "A is better")).hasAttribute("aria-pressed", "false");
            assertNotEquals("BODY", focused(page));

            page.keyboard().press("c");
            assertThat(comment).hasValue("good");
            button(page, "A is better").click();
            button(page, "Save: A").focus();
            page.keyboard().press("Enter");
            assertThat(page.getByText("1 done")).isVisible();
        }
    }

    @Test
    void aBattleThatDoesNotComeIsAskedForAgainAndTheOldOneIsNotOpen() throws Exception {
        String slug = arena(Map.of(), 3);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            page.route("**/battles", Route::abort);
            vote(page, "1");
            assertThat(page.getByText("The next battle does not come yet")).isVisible();
            assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "true");
            page.keyboard().press("4");
            page.unroute("**/battles");
            page.evaluate("dispatchEvent(new Event('online'))");
            assertThat(page.getByText("1 done")).isVisible();
            open(page);

            page.route("**/battles", Route::abort);
            vote(page, "1");
            assertThat(page.getByText("The next battle does not come yet")).isVisible();
            page.keyboard().press("u");
            assertThat(page.getByText("your earlier choice")).isVisible();
            open(page);
        }
        assertEquals(1, votes(slug));
    }

    @Test
    void whatTakesLongIsSaid() throws Exception {
        String slug = arena(Map.of(), 3);

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            begun(person, slug).close();
            Page page = person.newPage();
            AtomicInteger asked = new AtomicInteger();
            page.route("**/battles", route -> asked.incrementAndGet());
            page.navigate(address("/arenas/" + slug + "/vote"));
            assertThat(page.getByText("Fetching the next one…")).isVisible();
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).isFocused();
            assertEquals(1, asked.get());
        }
    }

    @Test
    void aChoiceOfALostSessionIsSentOnceTheRaterIsBack() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 3, "Alpha", "Beta");
        String link = Api.invitation(slug, "Ada");

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            Page page = person.newPage();
            page.navigate(link);
            open(page);
            person.clearCookies();
            vote(page, "1");
            assertThat(page.getByText("Your last choice is kept in this browser"))
                    .isVisible();
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).isFocused();
            assertEquals(0, count(slug));

            page.navigate(address("/arenas/" + slug + "/record"));
            assertThat(page.getByText("Open the link you were given once more")).isVisible();
            assertThat(page.getByRole(AriaRole.MAIN).getByText("Sign in")).hasCount(0);

            page.navigate(link);
            assertThat(page.getByText("1 done")).isVisible();
            assertEquals(1, votes(slug));

            open(page);
            Api.change(slug, Map.of("phase", "closed"));
            vote(page, "1");
            assertThat(page.getByText("Your last choice came after the arena had closed"))
                    .isVisible();
            page.navigate(address("/arenas/" + slug + "/join"));
            page.getByRole(AriaRole.MAIN).getByText("Your votes").click();
            assertThat(page).hasURL(address("/arenas/" + slug + "/record"));
        }
        assertEquals(1, count(slug));
    }

    @Test
    void anAnswerIsCopiedAsItWasWritten() throws Exception {
        String slug = Api.arena(Map.of("access", "open"));
        String written = "**%s** says\n\n- a  b";
        Api.upload(
                slug,
                "prompt_id,prompt,model,response\np,Why?,Alpha,\"%s\"\np,Why?,Beta,\"%s\"\n"
                        .formatted(written.formatted("Alpha"), written.formatted("Beta")));
        Api.open(slug);

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            person.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = begun(person, slug);
            for (String side : List.of("Response A", "Response B")) {
                Locator panel = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(side));
                String model = panel.innerText().contains("Alpha") ? "Alpha" : "Beta";
                button(page, side + " Copy").click();
                Locator told = page.locator("article").getByRole(AriaRole.STATUS);
                assertThat(told).hasText("Copied");
                assertEquals(written.formatted(model), page.evaluate("navigator.clipboard.readText()"));
                assertThat(told).hasCount(0);
            }
        }
    }

    @Test
    void whoIsKnownNoMoreOnTheOwnPageIsShownTheWayIn() throws Exception {
        String slug = arena(Map.of(), 2);

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/record"));
            assertThat(page.getByText("Anybody may join here")).isVisible();
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Join").setExact(true))
                    .click();
            assertThat(button(page, "Begin")).isVisible();
        }
    }

    @Test
    void theOwnPageAsksForTheArenaOnlyWhereSomebodyIsKnownNoMore() throws Exception {
        String slug = arena(Map.of(), 2);

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            Page page = begun(person, slug);
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> asked.add(request.url()));
            page.navigate(address("/arenas/" + slug + "/record"));
            assertThat(page.getByText("no vote yet")).isVisible();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertFalse(asked.contains(address("/api/arenas/" + slug)), asked.toString());

            person.clearCookies();
            page.reload();
            assertThat(page.getByText("Anybody may join here")).isVisible();
            assertTrue(asked.contains(address("/api/arenas/" + slug)), asked.toString());
        }
    }

    @Test
    void anArenaThatIsClosedSaysSoAtItsDoorAndInvitesNobody() throws Exception {
        String slug = arena(Map.of(), 2);
        Api.change(slug, Map.of("phase", "closed"));

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(page.getByText("This arena is closed")).isVisible();
            assertThat(page.getByRole(AriaRole.MAIN).getByRole(AriaRole.BUTTON)).hasCount(0);
            assertThat(page.getByRole(AriaRole.MAIN).getByRole(AriaRole.LINK)).hasCount(0);
        }
    }

    @Test
    void undoSaysWhenItCannotBePressed() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 3));
            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();
            assertThat(button(page, "Undo")).hasAttribute("aria-disabled", "false");
            AtomicReference<Route> held = new AtomicReference<>();
            page.route("**/vote", held::set);
            vote(page, "4");
            assertThat(button(page, "Undo")).hasAttribute("aria-disabled", "true");
            page.waitForCondition(() -> held.get() != null);
            held.get().resume();
            assertThat(page.getByText("2 done")).isVisible();
            assertThat(button(page, "Undo")).hasAttribute("aria-disabled", "false");
        }
    }

    @Test
    void thePauseOfAnArenaIsToldAtItsDoor() throws Exception {
        String slug = arena(Map.of(), 2);
        Api.change(slug, Map.of("phase", "paused"));

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(page.getByText("You can join now")).isVisible();
            button(page, "Begin").click();
            assertThat(button(page, "Look again")).isVisible();
        }
    }

    @Test
    void aWindowThatIsStillOnItsWayCanBeCalledOff() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 2));
            AtomicReference<Route> held = new AtomicReference<>();
            page.route("**/assets/SkipDialog*.js", held::set);
            Browser.look(page);
            page.keyboard().press("s");
            page.waitForCondition(() -> held.get() != null);
            page.keyboard().press("Escape");
            page.waitForResponse("**/assets/SkipDialog*.js", () -> held.get().resume());
            page.keyboard().press("1");
            assertThat(page.getByText("1 done")).isVisible();
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        }
    }

    @Test
    void whoComesBackToTheBoothIsOfferedTheLastVoteToUndo() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 3));
            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Evenhand"))
                    .click();
            assertThat(page).hasURL(address("/"));
            assertThat(button(page, "A is better")).hasCount(0);
            page.goBack();
            open(page);
            button(page, "Undo").click();
            assertThat(page.getByText("your earlier choice")).isVisible();
        }
    }

    @Test
    void afterTheLastBattleTheFocusIsOnWhatIsSaidOfIt() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 1));
            vote(page, "1");
            assertThat(page.getByText("That is all for now. Thank you")).isFocused();
        }
    }

    @Test
    void whatAKeyChangedAndWhatWasSavedTwiceIsHeard() throws Exception {
        String slug = arena(Map.of("tags", List.of("useful"), "margin", true), 4);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Browser.look(page);
            Locator heard = page.locator("main [aria-live=polite]");
            for (List<String> pressed : List.of(
                    List.of("n", "Response A says who wrote it"),
                    List.of("n", "Response A says who wrote it: off"),
                    List.of("d", "Differences: on"),
                    List.of("r", "As written: on"),
                    List.of("r", "As written: off"),
                    List.of("l", "Scroll together: on"),
                    List.of("p", "Prompt: off"),
                    List.of("f", "Response A"),
                    List.of("f", "Response B"),
                    List.of("v", "Two responses"),
                    List.of("g", "Tags for response A: press the key of one."))) {
                page.keyboard().press(pressed.getFirst());
                assertThat(heard).hasText(pressed.getLast());
            }
            page.keyboard().press("Escape");
            page.keyboard().press("1");
            assertThat(heard).containsText("A little more about your choice");
            page.keyboard().press("q");
            assertThat(page.getByText("1 done")).isVisible();
            open(page);

            page.evaluate("""
                    () => {
                        window.told = 0;
                        new MutationObserver(changes => changes.forEach(change => window.told += change.addedNodes.length))
                            .observe(document.querySelector(".saved [role=status]"), {childList: true, subtree: true});
                    }""");
            Browser.look(page);
            page.keyboard().press("1");
            page.keyboard().press("q");
            assertThat(page.getByText("2 done")).isVisible();
            assertTrue((int) page.evaluate("window.told") > 0);
        }
    }

    @Test
    void aMagnifiedWindowHasItsKeysAndAFingerIsToldOfNone() throws Exception {
        String slug = arena(Map.of(), 2);

        try (Browser browser = new Browser()) {
            Page door = browser.newPerson().newPage();
            door.navigate(address("/arenas/" + slug + "/join"));
            assertThat(door.getByText("the key that its button shows")).isVisible();
            Page doorOnPhone = browser.newPersonWithPhone().newPage();
            doorOnPhone.navigate(address("/arenas/" + slug + "/join"));
            assertThat(doorOnPhone.getByText("Swipe sideways")).isVisible();
            assertThat(doorOnPhone.getByText("the key that its button shows")).isHidden();

            Page magnified = begun(browser.newPerson(new NewContextOptions().setViewportSize(640, 400)), slug);
            button(magnified, "Keys").click();
            assertThat(magnified.getByRole(AriaRole.DIALOG)).isVisible();

            Page phone = begun(browser.newPersonWithPhone(), slug);
            assertThat(button(phone, "Keys")).isHidden();
            assertEquals(0, phone.locator("kbd:visible").count());
        }
    }

    @Test
    void singleKeysCanBeTurnedOff() throws Exception {
        String slug = arena(Map.of(), 3);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Browser.look(page);
            button(page, "Keys").click();
            page.getByLabel("Single keys do something here").uncheck();
            page.keyboard().press("Escape");
            page.reload();
            open(page);
            Browser.look(page);
            page.keyboard().press("1");
            page.keyboard().press("s");
            assertEquals(0, page.locator("kbd").count());
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            assertThat(page.getByText("0 done")).isVisible();
            button(page, "A is better").focus();
            page.keyboard().press("Enter");
            assertThat(page.getByText("1 done")).isVisible();
        }
    }

    @Test
    void aReasonToSkipIsChosenByTheDigitsOfAnyLayout() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 2));
            Browser.look(page);
            page.keyboard().press("s");
            page.getByRole(AriaRole.DIALOG)
                    .dispatchEvent("keydown", Map.of("key", "&", "code", "Digit1", "bubbles", true));
            assertThat(page.getByText("Skipped.")).isVisible();
        }
    }

    @Test
    void whereTheCodeForDifferencesDoesNotComeTheTextsStay() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 1));
            String text = page.locator("article > .text").first().innerText();
            page.route("**/assets/difference*.js", Route::abort);
            page.keyboard().press("d");
            assertThat(page.locator("article > .text").first()).containsText("What differs cannot be shown just now");
            assertThat(page.locator("article > .text").first()).containsText(text);
        }
    }

    @Test
    void aPageWhoseCodeDoesNotComeIsAskedForAsAWhole() throws Exception {
        String slug = arena(Map.of(), 2);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            AtomicInteger refused = new AtomicInteger();
            page.route("**/assets/RecordPage*.js", route -> {
                if (refused.getAndIncrement() == 0) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.getByText("0 done").click();
            assertThat(page.getByText("Only you see this page.")).isVisible();
            assertEquals(2, refused.get());

            page.route("**/assets/booth*.js", Route::abort);
            page.navigate(address("/arenas/" + slug + "/vote"));
            assertThat(page.getByText("The server cannot be reached")).isVisible();
        }
    }

    @Test
    void nobodyIsTaughtWhatTheArenaDoesNotOffer() throws Exception {
        String slug = arena(
                Map.of(
                        "outcomes",
                        List.of("left", "right"),
                        "reveal",
                        "after_vote",
                        "instructions",
                        "Look for *truth*."),
                2);

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(page.getByText("Say which answer is better.")).isVisible();
            assertThat(page.getByText("a vote cannot be undone")).isVisible();
            page.getByText("Practise on two examples first").click();
            open(page);
            assertThat(button(page, "Tie")).hasCount(0);
            vote(page, "4");
            assertThat(page.getByText("A was one model, B was another.")).isVisible();
            button(page, "Next example").click();
            vote(page, "4");
            assertThat(page.getByText("Careful readers would be divided.")).isVisible();
            assertThat(page.getByText("That was it")).isFocused();
            assertThat(button(page, "Undo")).hasCount(0);

            page.navigate(address("/arenas/" + slug + "/join"));
            button(page, "Begin").click();
            open(page);
            button(page, "What to look for").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Look for truth.");
            page.reload();
            open(page);
            button(page, "What to look for").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Look for truth.");
        }
    }

    @Test
    void practiceIsAsTheArenaWillBeAndSaysOfNothingThatItWasSaved() throws Exception {
        Map<String, Object> rules = Map.of(
                "tags",
                List.of("useful"),
                "criteria",
                List.of("Truth"),
                "margin",
                true,
                "links",
                true,
                "instructions",
                "As in [the guide](https://elsewhere.example/guide).");
        String slug = arena(rules, 2);

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/practice"));
            open(page);
            button(page, "What to look for").click();
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("the guide")))
                    .hasAttribute("href", "https://elsewhere.example/guide");
            page.keyboard().press("Escape");
            // The focus is on what opened the guide: the Enter below confirms all the same.
            assertThat(button(page, "What to look for")).isFocused();
            assertThat(page.getByRole(AriaRole.GROUP, group("Tags for response A")))
                    .containsText("useful");
            vote(page, "1");
            page.keyboard().press("q");
            page.keyboard().press("4");
            page.keyboard().press("Enter");
            assertThat(button(page, "Next example")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).isFocused();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your choice: A.");
            assertThat(page.getByText("Saved")).hasCount(0);
        }
    }

    @Test
    void flippingTakesTheFocusAlongAndOnAPhoneFindsEachPlaceAgain() throws Exception {
        String slug = Api.arena(Map.of("access", "open"));
        String lengthy = "A paragraph.\n\n".repeat(80);
        Api.upload(
                slug,
                "prompt_id,prompt,model,response\np1,Where?,Alpha,\"%s\"\np1,Where?,Beta,\"%s!\"\n"
                        .formatted(lengthy, lengthy));
        Api.open(slug);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Locator regions = page.locator("article > .text");
            page.keyboard().press("f");
            regions.first().focus();
            page.keyboard().press("f");
            assertThat(regions.last()).isFocused();

            Page phone = begun(browser.newPersonWithPhone(), slug);
            phone.keyboard().press("f");
            scroll(phone, 900);
            phone.keyboard().press("f");
            phone.waitForTimeout(100);
            scroll(phone, 300);
            phone.keyboard().press("f");
            await().untilAsserted(() -> assertEquals(900, scrolled(phone)));
            phone.keyboard().press("f");
            await().untilAsserted(() -> assertEquals(300, scrolled(phone)));
        }
    }

    @Test
    void onlyCodeThatIsWiderThanItsPlaceIsAStop() throws Exception {
        String slug = Api.arena(Map.of("access", "open"));
        Api.upload(slug, """
                prompt_id,prompt,model,response
                p1,Where?,Alpha,"```
                short
                ```

                ```
                %s
                ```"
                p1,Where?,Beta,Nowhere.
                """.formatted("long ".repeat(200)));
        Api.open(slug);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            assertThat(page.locator("pre")).hasCount(2);
            assertThat(page.locator("pre[tabindex]")).hasCount(1);
            assertThat(page.locator("pre[tabindex]")).containsText("long long");
        }
    }

    @Test
    void whoPressesTooSoonIsToldSo() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), arena(Map.of(), 2));
            Browser.look(page);
            pressTooSoon(page, 2);
            page.keyboard().press("1");
            assertThat(page.getByText("That was too soon")).isVisible();
            assertThat(page.getByText("1 done")).isVisible();
        }
    }

    @Test
    void whatTheArenaAsksFindsItsOwnDirection() throws Exception {
        String slug = arena(
                Map.of(
                        "question",
                        "أيهما أفضل؟",
                        "tags",
                        List.of("مفيد"),
                        "criteria",
                        List.of("الصدق"),
                        "name",
                        "ساحة"),
                1);

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertRightToLeft(page.getByRole(AriaRole.HEADING, level(1)));
            assertRightToLeft(page.getByText("أيهما أفضل؟"));
            button(page, "Begin").click();
            open(page);
            Browser.look(page);
            page.keyboard().press("1");
            for (String text : List.of("أيهما أفضل؟", "مفيد", "الصدق")) {
                assertRightToLeft(page.getByText(text, new Page.GetByTextOptions().setExact(true))
                        .first());
            }
        }
    }

    @Test
    void whatIsWrittenFromTheRightBeginsAtTheRightEdge() throws Exception {
        String slug = Api.arena(Map.of("access", "open"));
        Api.upload(slug, """
                prompt_id,prompt,model,response
                p,كيف؟,Alpha,هذا هو الجواب الأول
                p,كيف؟,Beta,هذا هو الجواب الثاني
                """);
        Api.open(slug);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            page.keyboard().press("f");
            Locator panel = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Response A"));
            double edge = rightOf(panel.locator("p"));
            page.keyboard().press("d");
            assertEquals(edge, rightOf(panel.locator(".marked")));
            page.keyboard().press("d");
            page.keyboard().press("r");
            assertEquals(edge, rightOf(panel.locator(".piece")));
        }
    }

    private static double rightOf(Locator text) {
        BoundingBox box = text.boundingBox();
        return box.x + box.width;
    }

    @Test
    void onAPhoneTheVoteStaysUnderTheThumbWhateverIsSaidBelow() throws Exception {
        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPersonWithPhone(), arena(Map.of("tags", List.of("useful")), 5));
            Browser.look(page);
            List<Double> first = places(page);
            vote(page, "1");
            assertThat(page.getByText("Saved: A.")).isVisible();
            open(page);
            assertEquals(first, places(page));
            pressTooSoon(page, 3);
            vote(page, "4");
            assertThat(page.getByText("That was too soon")).isVisible();
            assertEquals(first, places(page));
            button(page, "Undo").click();
            assertThat(page.getByText("Undone. Choose again.")).isVisible();
            assertEquals(first, places(page));
            page.route("**/vote", Route::abort);
            vote(page, "1");
            assertThat(page.getByText("Your choice is kept here")).isVisible();
            assertEquals(first, places(page));
        }
    }

    @Test
    void whoseSessionIsGoneJoinsAnOpenArenaAnew() throws Exception {
        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            Page page = begun(person, arena(Map.of(), 3));
            person.clearCookies();
            vote(page, "1");
            assertThat(page.getByText("You have not joined this arena in this browser"))
                    .isVisible();
            assertThat(page.getByText("Open the link you were given")).hasCount(0);
            assertThat(page.getByText("It is sent when you are back")).hasCount(0);
            page.getByRole(AriaRole.MAIN)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Join"))
                    .click();
            button(page, "Begin").click();
            open(page);
            assertThat(page.getByText("it is none of yours here")).isVisible();
        }
    }

    @Test
    void withoutAConnectionALinkLeavesThePageWhereItIs() throws Exception {
        String slug = arena(Map.of(), 2);

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            Page page = begun(person, slug);
            person.setOffline(true);
            page.getByText("0 done").click();
            assertThat(page.getByText("The server cannot be reached")).isVisible();
            assertThat(page).hasURL(address("/arenas/" + slug + "/vote"));
            person.setOffline(false);
            assertThat(page.getByText("The server cannot be reached")).hasCount(0);
            page.getByText("0 done").click();
            assertThat(page.getByText("Only you see this page.")).isVisible();
        }
    }

    @Test
    void theTagsCanBeSeenWhileMoreIsAskedAndOnAPhoneTheWayToSaveToo() throws Exception {
        String slug = arena(
                Map.of(
                        "margin",
                        true,
                        "tags",
                        List.of("useful", "wrong"),
                        "criteria",
                        List.of("Truth", "Style", "Depth", "Tone", "Length")),
                2);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            vote(page, "1");
            Locator details = page.getByRole(AriaRole.GROUP, group("A little more about your choice"));
            Locator tags = page.getByRole(AriaRole.GROUP, group("Tags for response A"));
            assertThat(details).isVisible();
            BoundingBox above = tags.boundingBox();
            assertTrue(above.y + above.height <= details.boundingBox().y + 1);

            Page phone = begun(browser.newPersonWithPhone(), slug);
            vote(phone, "1");
            Locator save = button(phone, "Save: A");
            BoundingBox place = save.boundingBox();
            assertTrue(place.y + place.height <= phone.locator(".vote").first().boundingBox().y);
            assertEquals(
                    1,
                    phone.getByRole(AriaRole.GROUP, group("Truth")).getByRole(AriaRole.BUTTON).all().stream()
                            .map(each -> each.boundingBox().y)
                            .distinct()
                            .count());
        }
    }

    /** Presses a key in the very frame in which the battle of this number is painted. */
    private static void pressTooSoon(Page page, int battle) {
        page.evaluate("""
                battle => new MutationObserver((_, observer) => {
                    if (document.querySelector("h1").innerText.includes(battle)) {
                        observer.disconnect();
                        requestAnimationFrame(() => requestAnimationFrame(() =>
                            dispatchEvent(new KeyboardEvent("keydown", {key: "1"}))));
                    }
                }).observe(document.querySelector("main"), {childList: true, subtree: true})""", battle);
    }

    /** How high up each button of the vote stands. */
    private static List<Double> places(Page page) {
        return page.locator(".vote").all().stream()
                .map(each -> each.boundingBox().y)
                .toList();
    }

    private static Page.GetByRoleOptions group(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static void assertRightToLeft(Locator text) {
        assertThat(text).hasCSS("direction", "rtl");
    }

    private static void scroll(Page page, int to) {
        page.evaluate("to => document.querySelector('.texts').scrollTop = to", to);
    }

    private static int scrolled(Page page) {
        return ((Number) page.evaluate("Math.round(document.querySelector('.texts').scrollTop)")).intValue();
    }

    private static Object focused(Page page) {
        return page.evaluate("document.activeElement.tagName");
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }

    private static String arena(Map<String, Object> rules, int prompts) {
        Map<String, Object> all = new HashMap<>(Map.of("access", "open", "votesPerMinute", 0));
        all.putAll(rules);
        return Api.openArena(all, prompts, "Alpha", "Beta");
    }

    private static int votes(String slug) {
        await().until(() -> count(slug) >= 1);
        return count(slug);
    }

    private static int count(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then().extract().path("counts.votes");
    }
}
