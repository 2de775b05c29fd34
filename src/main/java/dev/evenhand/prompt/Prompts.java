package dev.evenhand.prompt;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Census;
import dev.evenhand.arena.Models;
import dev.evenhand.arena.Phase;
import dev.evenhand.clock.LongWork;
import dev.evenhand.problem.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.Session;

/** The door of this room: texts come in here, and are found again. */
@ApplicationScoped
public class Prompts implements Census {
    private final PromptRepository prompts;
    private final ResponseRepository responses;
    private final Arenas arenas;
    private final Models models;
    private final DataSource database;
    private final EntityManager entities;
    private final ObjectMapper json;

    Prompts(
            PromptRepository prompts,
            ResponseRepository responses,
            Arenas arenas,
            Models models,
            DataSource database,
            EntityManager entities,
            ObjectMapper json) {
        this.prompts = prompts;
        this.responses = responses;
        this.arenas = arenas;
        this.models = models;
        this.database = database;
        this.entities = entities;
        this.json = json;
    }

    /** What is done with an intake; its answer is handed on. */
    public interface Filling<T> {
        T fill(Intake intake);
    }

    /** Takes responses in, within the transaction that is under way. */
    @Transactional(Transactional.TxType.MANDATORY)
    public <T> T takeIn(Arena arena, Filling<T> filling) {
        try (Connection connection = database.getConnection()) {
            LongWork.begin(connection);
            return filling.fill(new Intake(connection, arena, arenas, models, json));
        } catch (SQLException e) {
            throw new IllegalStateException("the responses could not be stored", e);
        }
    }

    public boolean hasAny(UUID arena) {
        return prompts.count("arena", arena) > 0;
    }

    /** The keys of all prompts of an arena. */
    public Set<String> keys(UUID arena) {
        return prompts.find("select p.key from Prompt p where p.arena = ?1", arena).project(String.class).stream()
                .collect(Collectors.toSet());
    }

    /** Which responses are blank, as prompt key, line feed and model name. */
    public Set<String> blankResponses(UUID arena) {
        return entities.unwrap(Session.class).createNativeQuery("""
            select p.key || chr(10) || m.name
            from response r join prompt p on p.id = r.prompt_id join model m on m.id = r.model_id
            where p.arena_id = ?1 and r.text !~ '\\S'
            """, String.class).setParameter(1, arena).stream()
                .collect(Collectors.toSet());
    }

    /** A page of prompts whose key or text holds the words, and how many there are in all. */
    PanacheQuery<Prompt> matching(UUID arena, String words) {
        return prompts.matching(arena, words);
    }

    List<Response> responsesTo(Prompt prompt) {
        return responses.to(prompt.id);
    }

    /** Takes responses out again, which only a draft allows; prompts without any go with them. */
    @Transactional
    long discard(Arena arena, String model, String prompt) {
        if (arenas.hold(arena.id()).phase() != Phase.DRAFT) {
            throw Refusal.conflict("arena-opened", "Responses stay what they are once an arena has opened.");
        }
        int discarded = entities.createNativeQuery("""
            delete from response r using prompt p, model m
            where r.prompt_id = p.id and r.model_id = m.id and p.arena_id = ?1
              and (cast(?2 as text) is null or m.name = ?2) and (cast(?3 as text) is null or p.key = ?3)
            """)
                .setParameter(1, arena.id())
                .setParameter(2, model)
                .setParameter(3, prompt)
                .executeUpdate();
        entities.createNativeQuery("""
            update prompt p set responses = (select count(*) from response r where r.prompt_id = p.id)
            where p.arena_id = ?1
            """).setParameter(1, arena.id()).executeUpdate();
        entities.createNativeQuery("delete from prompt where arena_id = ?1 and responses = 0")
                .setParameter(1, arena.id())
                .executeUpdate();
        if (model != null) {
            models.forget(arena.id(), model);
        }
        return discarded;
    }

    @Override
    public boolean hasPair(Arena arena) {
        return entities.unwrap(Session.class)
                .createNativeQuery("""
            select exists (select from prompt where arena_id = ?1 and responses >= 2
                           and (cardinality(cast(?2 as text[])) = 0 or language is null
                                or lower(language) in (select lower(l) from unnest(cast(?2 as text[])) l)))
            """, Boolean.class)
                .setParameter(1, arena.id())
                .setParameter(2, arena.languages().toArray(String[]::new))
                .getSingleResult();
    }

    @Override
    public boolean uses(UUID model) {
        return responses.count("model.id", model) > 0;
    }

    @Override
    public Map<String, Long> count(UUID arena) {
        Object[] counts = (Object[]) entities.createNativeQuery("""
                select coalesce(sum(prompts), 0), coalesce(sum(responses), 0), coalesce(sum(pairs), 0)
                from prompt_tally where arena_id = ?1
                """, Object[].class)
                .setParameter(1, arena)
                .getSingleResult();
        return Map.of(
                "models", models.count(arena),
                "prompts", ((Number) counts[0]).longValue(),
                "responses", ((Number) counts[1]).longValue(),
                "pairs", ((Number) counts[2]).longValue());
    }

    @Override
    public Map<UUID, Map<String, Long>> countByModel(UUID arena) {
        return entities.unwrap(Session.class).createNativeQuery("""
                        select r.model_id, count(*)
                        from response r join prompt p on p.id = r.prompt_id where p.arena_id = ?1 group by 1
                        """, Object[].class).setParameter(1, arena).stream()
                .collect(Collectors.toMap(
                        row -> (UUID) row[0], row -> Map.of("responses", ((Number) row[1]).longValue())));
    }
}
