package dev.evenhand.prompt;

import dev.evenhand.problem.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Says what the rows that are left would bring, and what of it will not work as it is. */
final class Novelties {
    /** A warning names this many prompts, and counts the others. */
    private static final int NAMED = 20;

    private final Connection connection;
    private final UUID arena;

    Novelties(Connection connection, UUID arena) {
        this.connection = connection;
        this.arena = arena;
    }

    Intake.Result weigh() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select (select count(*) from (select distinct prompt_key from incoming) i
                        where not exists (select from prompt p where p.arena_id = ? and p.key = i.prompt_key)),
                       (select count(*) from (select distinct model from incoming) i
                        where not exists (select from model m where m.arena_id = ? and m.name = i.model)),
                       (select count(*) from incoming)
                """)) {
            select.setObject(1, arena);
            select.setObject(2, arena);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Intake.Result(row.getLong(1), row.getLong(2), row.getLong(3), warnings());
            }
        }
    }

    private List<Violation> warnings() throws SQLException {
        List<Violation> warnings = new ArrayList<>();
        unpaired().ifPresent(warnings::add);
        if (!hasPair()) {
            warnings.add(new Violation(
                    null,
                    null,
                    null,
                    "no-pairs",
                    "No prompt has responses of two models yet; the arena cannot open before one has."));
        }
        return warnings;
    }

    /** Prompts of this file that cannot be shown, because nothing stands against their only response. */
    private Optional<Violation> unpaired() throws SQLException {
        List<String> named = new ArrayList<>();
        long first = 0;
        long all = 0;
        try (PreparedStatement select = connection.prepareStatement("""
                select min(i.line), i.prompt_key, count(*) over ()
                from incoming i left join prompt p on p.arena_id = ? and p.key = i.prompt_key
                group by i.prompt_key having count(*) + coalesce(max(p.responses), 0) < 2
                order by 1 limit ?
                """)) {
            select.setObject(1, arena);
            select.setInt(2, NAMED);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    first = named.isEmpty() ? rows.getLong(1) : first;
                    all = rows.getLong(3);
                    named.add("%s (line %d)".formatted(rows.getString(2), rows.getLong(1)));
                }
            }
        }
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String others = all > named.size() ? " and %d more".formatted(all - named.size()) : "";
        return Optional.of(Violation.inLine(
                first,
                "prompt_id",
                "unpaired",
                "A prompt is not shown until it has two responses; %d %s one so far: %s%s."
                        .formatted(all, all == 1 ? "has" : "have", String.join(", ", named), others)));
    }

    private boolean hasPair() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from prompt where arena_id = ? and responses >= 2)
                    or exists (select from incoming i left join prompt p on p.arena_id = ? and p.key = i.prompt_key
                               group by i.prompt_key having count(*) + coalesce(max(p.responses), 0) >= 2)
                """)) {
            select.setObject(1, arena);
            select.setObject(2, arena);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
