package dev.evenhand.account;

import dev.evenhand.problem.Refusal;
import java.util.UUID;

/**
 * Who sent this request, as far as it has been proved.
 *
 * @param account the account, or null for nobody in particular and for an API token, which is nobody's
 * @param role the role, or null where nobody has signed in
 * @param arena the only arena that is open to this caller, or null for all that the role opens
 * @param name what to call the caller, or null for a rater, who has no name here
 */
public record Caller(UUID account, Role role, UUID arena, String name) {
    static final Caller ANONYMOUS = new Caller(null, null, null, null);

    public boolean isAnonymous() {
        return role == null;
    }

    public boolean is(Role wanted) {
        return role == wanted;
    }

    /** Whether the caller may read boards and the texts behind them in this arena. */
    public boolean mayRead(UUID wanted) {
        return (role == Role.ADMIN || role == Role.ANALYST) && reaches(wanted);
    }

    /** Whether the caller may change this arena. */
    public boolean mayManage(UUID wanted) {
        return role == Role.ADMIN && reaches(wanted);
    }

    /** Whether this arena is not closed off from the caller, whatever the role allows there. */
    public boolean reaches(UUID wanted) {
        return arena == null || arena.equals(wanted);
    }

    /** Refuses a caller to whom only one arena is open. */
    public void requireWholeHouse() {
        if (arena != null) {
            throw Refusal.forbidden("not-allowed", "This token is good for one arena only.");
        }
    }

    /** The account of the rater who calls. */
    public UUID requireRater() {
        if (isAnonymous()) {
            throw Refusal.unauthorised("sign-in", "Open your invitation link again: nobody is signed in here.");
        }
        if (role != Role.RATER) {
            throw Refusal.forbidden(
                    "not-a-rater", "Only raters vote. Open a join link in a private window to vote yourself.");
        }
        return account;
    }

    /** The account of the rater who calls, of this very arena: to raters of others it does not exist. */
    public UUID requireRaterOf(UUID wanted) {
        UUID rater = requireRater();
        if (!reaches(wanted)) {
            throw Refusal.forbidden("invitation-needed", "You are a rater of another arena. Open this one's link.");
        }
        return rater;
    }
}
