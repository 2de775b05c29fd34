package dev.evenhand.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.arena.Phase;
import dev.evenhand.arena.Rules;
import dev.evenhand.battle.NewVote;
import dev.evenhand.battle.VoteIntake;
import dev.evenhand.battle.Votes;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.demo.Panel.Said;
import dev.evenhand.prompt.Message;
import dev.evenhand.prompt.NewResponse;
import dev.evenhand.prompt.Prompts;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the arena "demo" at the start, where it is wanted and not there: all of it, or nothing. */
@ApplicationScoped
class Demo {
    private static final String SLUG = "demo";
    private static final int AFTER_EVERYBODY = 10_000;

    private final DemoConfig config;
    private final Arenas arenas;
    private final Models models;
    private final Prompts prompts;
    private final Votes votes;
    private final DatabaseClock clock;
    private final ObjectMapper json;

    Demo(
            DemoConfig config,
            Arenas arenas,
            Models models,
            Prompts prompts,
            Votes votes,
            DatabaseClock clock,
            ObjectMapper json) {
        this.config = config;
        this.arenas = arenas;
        this.models = models;
        this.prompts = prompts;
        this.votes = votes;
        this.clock = clock;
        this.json = json;
    }

    void make(@Observes @Priority(AFTER_EVERYBODY) StartupEvent start) {
        if (!config.wanted()) {
            return;
        }
        QuarkusTransaction.requiringNew().timeout(120).run(() -> {
            if (!arenas.exists(SLUG)) {
                fill();
                Log.infof("The demo arena is at /arenas/%s/leaderboard; vote at /arenas/%s/join", SLUG, SLUG);
            }
        });
    }

    private void fill() {
        List<Written> written = written();
        Arena arena = arenas.found(
                SLUG,
                Rules.forEverybody(
                        "Everyday questions, autumn round",
                        "Which response is better for someone who asked this?",
                        "Read both answers as if you had asked. Decide by what would help you, not by length or looks.",
                        Panel.TAGS));
        prompts.takeIn(arena, intake -> {
            IntStream.range(0, written.size())
                    .mapToObj(line -> response(line + 1, written.get(line)))
                    .forEach(intake::add);
            return intake.finish();
        });
        arenas.change(arena.id(), Rules.UNSAID, Phase.OPEN);
        Map<String, Model> named =
                models.of(arena.id()).stream().collect(Collectors.toMap(Model::name, Function.identity()));
        try (VoteIntake intake = votes.takeIn(arena)) {
            new Panel(written, clock.now().truncatedTo(ChronoUnit.DAYS))
                    .votes()
                    .forEach(said -> intake.add(vote(said, named)));
            intake.finish();
        }
    }

    private List<Written> written() {
        try (InputStream file = Demo.class.getResourceAsStream("/demo/responses.jsonl");
                MappingIterator<Written> lines = json.readerFor(Written.class).readValues(file)) {
            return lines.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NewResponse response(int line, Written written) {
        return new NewResponse(
                line,
                line,
                written.key(),
                List.of(new Message("user", written.prompt())),
                written.model(),
                written.organization(),
                null,
                written.response(),
                written.category(),
                written.language(),
                null);
    }

    private NewVote vote(Said said, Map<String, Model> named) {
        return new NewVote(
                null,
                said.prompt().key(),
                named.get(said.left()).id(),
                said.left(),
                named.get(said.right()).id(),
                said.right(),
                said.outcome(),
                "a",
                null,
                null,
                said.tags().isEmpty() ? null : json.valueToTree(said.tags()).toString(),
                said.comment(),
                said.rater(),
                "person",
                said.shownAt(),
                said.shownAt().plus(said.took()),
                said.took().toMillis(),
                said.prompt().category(),
                said.prompt().language(),
                null,
                1,
                true,
                null,
                "import");
    }
}
