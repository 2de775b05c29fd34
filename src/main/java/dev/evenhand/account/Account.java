package dev.evenhand.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * Somebody who acts: a person who signs in by name, or a rater of one arena who came by a link.
 *
 * <p>A rater belongs to exactly one arena, everybody else to none. Nobody is deleted; an account is disabled.
 */
@Entity
public class Account {
    @Id
    UUID id;

    String role;

    /** The arena of a rater. Its meaning is known to the rooms above. */
    @Column(name = "arena_id")
    UUID arena;

    String username;

    /** An argon2id hash with its parameters; none for somebody who never signs in by name. */
    String password;

    String label;

    /** Whether an admin invited this rater by name, or whoever held an arena's link came in. */
    boolean invited;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "disabled_at")
    Instant disabledAt;

    /** Null where the rater did not say. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] reads;

    protected Account() {}

    static Account person(String username, Role role, String password, Instant now) {
        Account account = new Account();
        account.id = UUID.randomUUID();
        account.role = role.word();
        account.username = username;
        account.password = password;
        account.createdAt = now;
        return account;
    }

    static Account rater(UUID arena, String label, boolean invited, Instant now) {
        Account account = new Account();
        account.id = UUID.randomUUID();
        account.role = Role.RATER.word();
        account.arena = arena;
        account.label = label;
        account.invited = invited;
        account.createdAt = now;
        return account;
    }

    public UUID id() {
        return id;
    }

    public Role role() {
        return Role.of(role);
    }

    public String username() {
        return username;
    }

    public String label() {
        return label;
    }

    public boolean invited() {
        return invited;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant disabledAt() {
        return disabledAt;
    }

    /** Which of the arena's languages a rater reads; nothing where the rater did not say. */
    public Optional<List<String>> reads() {
        return Optional.ofNullable(reads).map(List::of);
    }

    boolean isActive() {
        return disabledAt == null;
    }
}
