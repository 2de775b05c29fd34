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
 * <p>A public board is seen by raters too. Until the arena closes it leaves out the votes that can still be changed, and
 * takes no times: otherwise whoever voted a moment ago could read from it which models that was about, and change the
 * vote.
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
        return new View(arena, seesAll(caller, arena) ? choice : settled(choice));
    }

    /** Whether the caller sees each vote at once, and not only those that stand for good. */
    boolean seesAll(Caller caller, Arena arena) {
        return arena.phase() == Phase.CLOSED || caller.mayRead(arena.id());
    }

    private Choice settled(Choice choice) {
        if (choice.filter().isByTime()) {
            throw Refusal.unprocessable(
                    "not-offered",
                    "from, to and asOf are for those who may read this arena's votes, until it is closed. Leave them out.");
        }
        return new Choice(choice.settings(), choice.filter().settled(votes.settled()));
    }
}
