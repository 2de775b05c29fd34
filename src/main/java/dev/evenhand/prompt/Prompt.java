package dev.evenhand.prompt;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What was asked: one message or a conversation. Its key is its public name within an arena. */
@Entity
public class Prompt {
    @Id
    UUID id;

    @Column(name = "arena_id")
    UUID arena;

    String key;

    @JdbcTypeCode(SqlTypes.JSON)
    List<Message> messages;

    @Column(name = "text_hash")
    byte[] textHash;

    String category;

    String language;

    /** Where it lies in the shuffled deck from which battles are drawn, in [0, 1). */
    double shuffle;

    /** How many responses it has. */
    int responses;

    @Column(name = "created_at")
    Instant createdAt;

    public UUID id() {
        return id;
    }

    public String key() {
        return key;
    }

    public List<Message> messages() {
        return messages;
    }

    public String category() {
        return category;
    }

    public String language() {
        return language;
    }
}
