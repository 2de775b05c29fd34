package dev.evenhand.arena;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/**
 * One immutable version under test.
 *
 * <p>The same name with another configuration is another model, and needs another name.
 */
@Entity
public class Model {
    @Id
    UUID id;

    @Column(name = "arena_id")
    UUID arena;

    String name;

    String organization;

    @Column(name = "system_prompt")
    String systemPrompt;

    /** JSON with its keys in order, so that equal parameters are equal texts. */
    String parameters;

    @Column(name = "created_at")
    Instant createdAt;

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String organization() {
        return organization;
    }

    public String systemPrompt() {
        return systemPrompt;
    }

    public String parameters() {
        return parameters;
    }
}
