package dev.evenhand.rating;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Phase;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Shows boards to whoever may see them.
 *
 * <p>A public board is seen by raters too, and whoever could see in it what one vote changed would know which models that
 * was about. Until the arena closes it leaves out the votes that can still be changed, takes the others in many at a time,
 * and tells no part of them apart.
 */
@ApplicationScoped
public class Audience {
    private final Arenas arenas;
    private final Callers callers;
    private final VoteReader votes;

    Audience(Arenas arenas, Callers callers, VoteReader votes) {
        this.arenas = arenas;
        this.callers = callers;
        this.votes = votes;
    }

    /** What of this arena's board the caller is to see who asks for it like that. */
    public View view(String slug, Query query) {
        Caller caller = callers.current();
        Arena arena = arenas.boardFor(caller, slug);
        Choice choice = query.choice();
        return new View(arena, seesAll(caller, arena) ? choice : settled(arena, choice));
    }

    /** The same for what tells parts of the votes apart. */
    public View viewInParts(String slug, Query query) {
        View view = view(slug, query);
        if (view.choice().filter().isOfSettledVotes()) {
            throw beforeTheClose();
        }
        return view;
    }

    /** Whether the caller sees each vote at once, and not only many that stand for good. */
    boolean seesAll(Caller caller, Arena arena) {
        boolean isVotedIn = arena.phase() == Phase.OPEN || arena.phase() == Phase.PAUSED;
        return !isVotedIn || caller.mayRead(arena.id());
    }

    private Choice settled(Arena arena, Choice choice) {
        if (choice.filter().isOfAPart()) {
            throw beforeTheClose();
        }
        return new Choice(choice.settings(), choice.filter().settled(votes.settled(arena.id())));
    }

    private static Refusal beforeTheClose() {
        return Refusal.forbidden(
                "not-before-close",
                "Until this arena closes, everybody sees its board as a whole only: without parts of the votes or of the time.");
    }
}
