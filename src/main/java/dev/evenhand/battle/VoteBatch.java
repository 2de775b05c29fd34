package dev.evenhand.battle;

import dev.evenhand.battle.BattleState.Shown;
import dev.evenhand.battle.BattleState.Sitting;
import dev.evenhand.battle.Command.Cast;
import dev.evenhand.battle.Command.Settle;
import dev.evenhand.battle.Command.Skip;
import dev.evenhand.battle.Command.Undo;
import dev.evenhand.battle.Docket.Written;
import dev.evenhand.problem.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one transaction of the writer does: it rules on its commands one after another in memory, between one reading
 * and one writing.
 */
final class VoteBatch {
    /** What becomes of a command. */
    sealed interface Answer {
        /** @param fresh whether this command changed anything, or was known already */
        record Taken(Receipt receipt, boolean fresh) implements Answer {}

        record Refused(Refusal refusal) implements Answer {}

        /** What it bears on is locked elsewhere: nothing was done, and it may be tried again. */
        record Later() implements Answer {}
    }

    /**
     * A command.
     *
     * @param fingerprint by what the same one is known again
     * @param network where it comes from; null for what nobody sent
     */
    record Asked(Command command, byte[] fingerprint, byte[] network) {}

    private final Connection connection;
    private final BattleConfig config;
    private final List<Asked> asked;
    private final Map<UUID, Decided> decided = new LinkedHashMap<>();
    private Docket docket;
    private Crowds crowds;

    VoteBatch(Connection connection, BattleConfig config, List<Asked> asked) {
        this.connection = connection;
        this.config = config;
        this.asked = asked;
    }

    List<Answer> run() throws SQLException {
        docket = new Docket(connection, asked.stream().map(Asked::command).toList());
        crowds = Crowds.read(connection, asked, config.networkVotes());
        List<Answer> answers = new ArrayList<>(asked.size());
        for (Asked one : asked) {
            answers.add(answer(one));
        }
        if (!decided.isEmpty()) {
            crowds.write(docket.now());
            Bundle bundle = new Bundle(connection);
            docket.chain().flush(bundle);
            Decided.write(bundle, List.copyOf(decided.values()));
            bundle.run();
        }
        return answers;
    }

    /** The arenas whose votes are others than before. */
    Set<UUID> changed() {
        return decided.values().stream().map(one -> one.battle().rules.arena()).collect(Collectors.toSet());
    }

    private Answer answer(Asked asked) {
        Command command = asked.command();
        if (docket.isHeldElsewhere(command.battle())) {
            return new Answer.Later();
        }
        Optional<BattleState> battle =
                docket.battle(command.battle()).filter(found -> found.rater.equals(command.rater()));
        if (battle.isEmpty()) {
            return new Answer.Refused(BattleId.unknown());
        }
        try {
            return command.version() == battle.get().version ? rule(battle.get(), asked) : again(battle.get(), asked);
        } catch (Refusal refusal) {
            if (refusal.code().equals("already-voted")) {
                current(battle.get()).ifPresent(receipt -> refusal.with("receipt", receipt));
            }
            return new Answer.Refused(refusal);
        }
    }

    /** A write that names a version that has passed: the same one again, or one that was overtaken. */
    private Answer again(BattleState battle, Asked asked) {
        int version = asked.command().version() + 1;
        return docket.written(battle.id, version)
                .filter(before -> Arrays.equals(before.request(), asked.fingerprint()))
                .map(before -> new Answer.Taken(receipt(battle, version, before), false))
                .orElseThrow(
                        () -> Refusal.conflict("already-voted", "This battle was decided in another way meanwhile."));
    }

    private Answer rule(BattleState battle, Asked asked) {
        Command command = asked.command();
        boolean countedBefore = battle.counted;
        docket.sittingOf(battle.rater).crowd = crowds.of(asked);
        EventKind kind = apply(command, battle);
        Choice choice = command instanceof Cast cast ? cast.choice() : null;
        Written event = new Written(
                asked.fingerprint(), kind, docket.now(), choice == null ? null : choice.outcome(), battle.counted);
        long number = docket.chain()
                .append(new Chain.Entry(
                        battle.rules.arena(),
                        kind,
                        event.at(),
                        new BattleId(battle.id).toString(),
                        battle.id,
                        battle.version,
                        kind == EventKind.IDENTICAL
                                ? "identical"
                                : choice == null ? null : choice.outcome().word(),
                        event.counted(),
                        event.request(),
                        facts(battle, command),
                        battle.rater.toString(),
                        choice == null ? null : choice.comment()));
        docket.write(battle.id, battle.version, event);
        Decided earlier = decided.get(battle.id);
        decided.put(
                battle.id,
                new Decided(battle, choice, number, earlier == null ? countedBefore : earlier.countedBefore()));
        return new Answer.Taken(receipt(battle, battle.version, event), true);
    }

    private EventKind apply(Command command, BattleState battle) {
        Sitting sitting = docket.sittingOf(battle.rater);
        return switch (command) {
            case Cast cast -> battle.cast(cast.choice(), sitting, docket.now(), config.changeable());
            case Skip skip -> {
                battle.skip(sitting, docket.now(), config.changeable());
                yield EventKind.SKIPPED;
            }
            case Undo undo -> {
                battle.undo(sitting, docket.now(), config.changeable(), config.lease());
                yield EventKind.UNDONE;
            }
            case Settle settle -> {
                battle.settle(docket.now());
                yield EventKind.IDENTICAL;
            }
        };
    }

    private static Map<String, Object> facts(BattleState battle, Command command) {
        Shown shown = battle.shown;
        Map<String, Object> facts = new HashMap<>();
        facts.put("prompt", shown.promptKey());
        facts.put("model_a", shown.leftName());
        facts.put("model_b", shown.rightName());
        facts.put("probability", shown.probability());
        facts.put("source", "battle");
        if (!(command instanceof Settle)) {
            facts.put("shown_first", "a");
            facts.put("shown_at", shown.at());
            facts.put("category", shown.category());
            facts.put("language", shown.language());
            facts.put("rater_kind", "person");
        }
        switch (command) {
            case Cast cast -> {
                facts.put("revealed", battle.revealed ? true : null);
                facts.put("margin", cast.choice().margin());
                facts.put("criteria", cast.choice().criteria());
                facts.put("tags", cast.choice().tags());
                facts.put("identified", cast.choice().identified());
            }
            case Skip skip -> {
                facts.put("reason", skip.reason());
                facts.put("identified", skip.identified());
            }
            case Undo undo -> {}
            case Settle settle -> {}
        }
        return facts;
    }

    private Receipt receipt(BattleState battle, int version, Written event) {
        boolean reveals = battle.revealed && event.outcome() != null;
        return new Receipt(
                new BattleId(battle.id).toString(),
                version,
                event.outcome(),
                event.at(),
                reveals ? event.at() : event.at().plus(config.changeable()),
                event.counted(),
                reveals ? new Receipt.Reveal(battle.shown.leftName(), battle.shown.rightName()) : null);
    }

    private Optional<Receipt> current(BattleState battle) {
        return docket.written(battle.id, battle.version).map(event -> receipt(battle, battle.version, event));
    }
}
