package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.RestAssured;

/** How tests find their way on the pages, and through the booth as a rater who reads English: in, and vote. */
final class Booth {
    private Booth() {}

    static String address(String path) {
        return "http://localhost:" + RestAssured.port + path;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Somebody who has joined an arena that is open to everybody, before the first battle. */
    static Page begun(BrowserContext person, String slug) {
        Page page = person.newPage();
        page.navigate(address("/arenas/" + slug + "/join"));
        button(page, "Begin").click();
        open(page);
        return page;
    }

    /** Waits for a battle that takes votes. */
    static void open(Page page) {
        assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
    }

    /** Looks at the battle for as long as the page wants, and presses the key. */
    static void vote(Page page, String key) {
        open(page);
        Browser.look(page);
        page.keyboard().press(key);
    }
}
