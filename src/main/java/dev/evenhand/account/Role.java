package dev.evenhand.account;

import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody may do. A role is also the word that stands in the database and in JSON. */
public enum Role {
    /** Sets up arenas, uploads, invites. */
    ADMIN(Role.ADMIN_NAME),
    /** Reads boards and exports. */
    ANALYST(Role.ANALYST_NAME),
    /** Votes in one arena. */
    RATER(Role.RATER_NAME);

    public static final String ADMIN_NAME = "admin";
    public static final String ANALYST_NAME = "analyst";
    public static final String RATER_NAME = "rater";

    private final String word;

    Role(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    static Role of(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("no role is called " + word);
    }
}
