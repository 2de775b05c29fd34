package dev.evenhand.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.options.HttpHeader;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Everything that a person's browser was sent, sent itself, showed and kept. */
final class Harvest {
    /** Where something was found. */
    enum Place {
        ADDRESS,
        SENT,
        HEADERS,
        BODY,
        DOCUMENT,
        STORAGE,
        DATABASE,
        CACHE,
        CONSOLE,
        FRAME
    }

    /** An answer, and what it answered. */
    record Visit(String verb, String path, int status) {}

    private static final String DOCUMENT = """
            () => document.documentElement.outerHTML + "\\n" + document.body.innerText + "\\n" + document.title + "\\n"
                + [...document.querySelectorAll("input, textarea, select")].map(field => field.value).join("\\n")
            """;

    private static final String STORAGE = """
            () => JSON.stringify([
                {...localStorage}, {...sessionStorage}, document.cookie, window.name, history.state, location.href])
            """;

    private static final String DATABASE = """
            async () => {
                const kept = [];
                const done = request => new Promise((resolve, reject) => {
                    request.onsuccess = () => resolve(request.result);
                    request.onerror = () => reject(request.error);
                });
                for (const { name } of await indexedDB.databases()) {
                    const database = await done(indexedDB.open(name));
                    for (const store of database.objectStoreNames) {
                        const objects = database.transaction(store).objectStore(store);
                        kept.push(name, store, await done(objects.getAllKeys()), await done(objects.getAll()));
                    }
                    database.close();
                }
                return JSON.stringify(kept);
            }
            """;

    private static final String CACHE = """
            async () => {
                const kept = [];
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const request of await cache.keys()) {
                        const answer = await cache.match(request);
                        kept.push(name, request.url, [...answer.headers], await answer.text());
                    }
                }
                return JSON.stringify(kept);
            }
            """;

    /** What was there already: the same thing is kept once. */
    private final Map<Place, Set<ByteBuffer>> seen = new EnumMap<>(Place.class);

    private final Map<Place, ByteArrayOutputStream> bytes = new EnumMap<>(Place.class);
    private final List<Visit> visits = new ArrayList<>();
    private final Set<String> files = new TreeSet<>();

    /** From now on nothing of this person's browser is missed. */
    void follow(BrowserContext person) {
        person.onRequest(this::keep);
        person.onResponse(this::keep);
        person.onRequestFinished(this::keepBody);
        person.onConsoleMessage(message -> keep(Place.CONSOLE, message.text()));
        person.onWebError(error -> keep(Place.CONSOLE, error.error()));
        person.onPage(page -> page.onWebSocket(this::keep));
    }

    /** What the page shows at the moment, and what the browser keeps for it. */
    void look(Page page) {
        keep(Place.DOCUMENT, (String) page.evaluate(DOCUMENT));
        keep(Place.STORAGE, (String) page.evaluate(STORAGE));
        keep(Place.DATABASE, (String) page.evaluate(DATABASE));
        keep(Place.CACHE, (String) page.evaluate(CACHE));
    }

    /** What was asked for beside the pages. */
    void keep(APIResponse answer) {
        keep(Place.ADDRESS, answer.url());
        keep(answer.headersArray());
        keep(Place.BODY, answer.body());
    }

    /** Every answer so far, in order. */
    List<Visit> visits() {
        return visits;
    }

    /** The addresses of all scripts and style sheets that pages asked for. */
    Set<String> files() {
        return new LinkedHashSet<>(files);
    }

    int size() {
        return bytes.values().stream().mapToInt(ByteArrayOutputStream::size).sum();
    }

    boolean has(Place place) {
        return bytes.containsKey(place);
    }

    /** Which canaries are where, and how they are written there. */
    Set<String> find(Needles needles) {
        Set<String> found = new TreeSet<>();
        bytes.forEach(
                (place, all) -> needles.in(all.toByteArray()).forEach(finding -> found.add(place + ": " + finding)));
        return found;
    }

    private void keep(Request request) {
        keep(Place.ADDRESS, request.url());
        keep(Place.SENT, request.headers() + "\n" + request.postData());
    }

    private void keep(Response response) {
        String path = URI.create(response.url()).getPath();
        visits.add(new Visit(response.request().method(), path, response.status()));
        if (path.endsWith(".js") || path.endsWith(".css")) {
            files.add(response.url());
        }
        keep(response.headersArray());
    }

    /** Only of what has come to its end: a page that is left waits for no answer, and one would be waited for here. */
    private void keepBody(Request finished) {
        try {
            keep(Place.BODY, finished.response().body());
        } catch (PlaywrightException e) {
            // Redirects and answers without a body have none to keep; what the browser says of it is kept instead.
            keep(Place.CONSOLE, e.getMessage());
        }
    }

    private void keep(List<HttpHeader> headers) {
        headers.forEach(header -> keep(Place.HEADERS, header.name + ": " + header.value));
    }

    private void keep(WebSocket socket) {
        keep(Place.ADDRESS, socket.url());
        socket.onFrameReceived(this::keep);
        socket.onFrameSent(this::keep);
    }

    private void keep(WebSocketFrame frame) {
        keep(Place.FRAME, frame.text() == null ? frame.binary() : frame.text().getBytes(UTF_8));
    }

    private void keep(Place place, String text) {
        keep(place, text.getBytes(UTF_8));
    }

    private void keep(Place place, byte[] what) {
        if (seen.computeIfAbsent(place, any -> new HashSet<>()).add(ByteBuffer.wrap(what))) {
            ByteArrayOutputStream all = bytes.computeIfAbsent(place, any -> new ByteArrayOutputStream());
            all.writeBytes(what);
            all.write('\n');
        }
    }
}
