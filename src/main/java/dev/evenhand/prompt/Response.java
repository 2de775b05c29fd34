package dev.evenhand.prompt;

import dev.evenhand.arena.Model;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.UUID;

/** What one model answered to one prompt. */
@Entity
public class Response {
    @Id
    UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "prompt_id")
    Prompt prompt;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "model_id")
    Model model;

    String text;

    @Column(name = "text_hash")
    byte[] textHash;

    @Column(name = "created_at")
    Instant createdAt;

    public UUID id() {
        return id;
    }

    public Model model() {
        return model;
    }

    public String text() {
        return text;
    }
}
