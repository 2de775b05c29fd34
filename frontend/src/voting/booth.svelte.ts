import {
  Problem,
  type api,
  type Battle,
  type Choice,
  type LastDecision,
  type Margin,
  type Outcome,
  type Progress,
  type Side,
  type SkipReason,
} from "../api";
import type { Outbox } from "./outbox";

export type Standing =
  | "drawing"
  | "voting"
  | "done"
  | "consent"
  | "paused"
  | "closed"
  | "draft"
  | "stranger"
  | "missing"
  | "failed";

/** What was decided last, and may still be undone. */
export interface Decision {
  id: string;
  /** Absent where it was decided before this page was opened. */
  battle?: Battle;
  version: number;
  /** Absent where the battle was skipped. */
  choice?: Choice;
  counted: boolean;
  reveal?: { left: string; right: string };
}

/** A vote that the server has not acknowledged yet. It is kept, and sent again. */
export interface Unsent {
  problem: Problem;
  attempts: number;
}

export interface Surroundings {
  calls: Pick<typeof api, "draw" | "vote" | "undo" | "skip" | "renew">;
  outbox: Outbox;
  now: () => number;
  /** Resolves after so many milliseconds, or as soon as it is woken. */
  pause: (milliseconds: number, wake: (now: () => void) => void) => Promise<void>;
}

/** Whoever presses a button just when the battle under it changes did not mean the new one. */
export const GUARD = 500;

const LONGEST_WAIT = 30_000;

/** Where the server takes nothing more from this rater, an undo neither. */
const FINAL: Standing[] = ["closed", "stranger", "missing"];

/**
 * One rater before one battle after another: waiting, voting, and on to the next.
 * A booth holds at most one battle, and casts at most one vote for it.
 */
export class Booth {
  battle = $state.raw<Battle>();
  standing = $state<Standing>("drawing");
  /** Why the booth stands still, or why the last wish was not granted. */
  problem = $state.raw<Problem>();
  /** The server had decided otherwise about the battle before; the rater need do nothing. */
  overtaken = $state(false);
  unsent = $state.raw<Unsent>();
  last = $state.raw<Decision>();
  progress = $state.raw<Progress>();
  /** What an undone vote had said. */
  earlier = $state.raw<Choice>();

  chosen = $state<Outcome>();
  margin = $state<Margin>();
  criteria = $state.raw<Record<string, Outcome>>({});
  tags = $state.raw<Record<Side, string[]>>({ left: [], right: [] });
  /** The responses that tell who wrote them, as the rater says. */
  identified = $state.raw<Side[]>([]);
  comment = $state("");
  commenting = $state(false);
  /** The criterion whose turn it is; none before a choice, and after the last one. */
  turn = $state<string>();
  /** The response whose tag the next key means. */
  tagging = $state<Side>();

  #busy = $state(false);
  #paintedAt = $state<number>();
  #slug: string;
  #around: Surroundings;
  #wake: () => void = () => undefined;
  #left = false;

  readonly open = $derived(this.standing === "voting" && !this.#busy);
  /** The panel for margin, criteria or comment is wanted, since a choice was made or a comment begun. */
  readonly detailing = $derived(
    this.open && (this.commenting || (this.chosen !== undefined && this.#asks(this.chosen))),
  );
  /** The choice is made, and keys of outcomes mean the criteria now. */
  readonly judging = $derived(
    this.detailing && this.chosen !== undefined && this.battle!.criteria.length > 0,
  );
  readonly undoable = $derived(this.last !== undefined && !this.last.reveal && !this.#busy);

  /** Where an earlier visit decided something that may still be undone, it is offered here too. */
  constructor(slug: string, around: Surroundings, before?: LastDecision) {
    this.#slug = slug;
    this.#around = around;
    this.last = before && {
      id: before.battle,
      version: before.version,
      choice: before.outcome && { outcome: before.outcome, version: before.version },
      counted: true,
    };
  }

  /** A vote that an earlier visit could not send goes first. */
  async enter(): Promise<void> {
    await this.#while(async () => {
      const kept = this.#around.outbox.kept();
      if (kept) {
        await this.#attempt(async () => {
          await this.#deliver(kept.battle, kept.choice);
        });
      }
      await this.#draw();
    });
  }

  /** The page is going; what is unsent stays in the outbox. */
  leave(): void {
    this.#left = true;
    this.#wake();
  }

  /** The battle can be seen from now on. */
  painted(): void {
    this.#paintedAt ??= this.#around.now();
  }

  async choose(outcome: Outcome): Promise<void> {
    if (!this.#ready() || !this.battle!.outcomes.includes(outcome)) {
      return;
    }
    this.turn = this.chosen === undefined ? this.battle!.criteria[0] : this.turn;
    this.chosen = outcome;
    if (outcome !== "left" && outcome !== "right") {
      this.margin = undefined;
    }
    if (!this.detailing) {
      await this.confirm();
    }
  }

  async weigh(margin: Margin): Promise<void> {
    this.margin = margin;
    if (this.chosen && this.battle?.criteria.length === 0 && !this.commenting) {
      await this.confirm();
    }
  }

  /** An outcome by its key: the choice itself, or once that is made what is said of the criterion whose turn it is. */
  async answer(outcome: Outcome): Promise<void> {
    if (!this.judging) {
      await this.choose(outcome);
    } else if (this.turn !== undefined && this.battle!.outcomes.includes(outcome)) {
      this.judge(this.turn, outcome);
    }
  }

  judge(criterion: string, outcome: Outcome): void {
    this.criteria = { ...this.criteria, [criterion]: outcome };
    this.turn = this.#after(criterion, 1);
  }

  /** To the criterion after or before the one whose turn it is. */
  step(by: 1 | -1): void {
    if (this.judging) {
      this.turn =
        this.turn === undefined ? this.battle!.criteria.at(by < 0 ? -1 : 0) : this.#after(this.turn, by);
    }
  }

  #after(criterion: string, by: 1 | -1): string | undefined {
    const { criteria } = this.battle!;
    return criteria[criteria.indexOf(criterion) + by];
  }

  tag(side: Side, tag: string): void {
    this.tags = { ...this.tags, [side]: toggled(this.tags[side], tag) };
  }

  /** Says that a response tells who wrote it, or takes that back. */
  identify(side: Side): void {
    this.identified = toggled(this.identified, side);
  }

  /** Takes the choice back before it was sent. */
  reconsider(): void {
    this.chosen = undefined;
    this.turn = undefined;
    this.commenting = false;
  }

  async confirm(): Promise<void> {
    if (!this.#ready() || !this.chosen) {
      return;
    }
    const battle = this.battle!;
    const choice = this.#choice(this.chosen, battle);
    await this.#decide(async () => {
      const receipt = await this.#deliver(battle.id, choice);
      if (receipt) {
        const { version, counted, reveal } = receipt;
        this.last = { id: battle.id, battle, version, choice, counted, reveal };
      }
    });
  }

  /** @param side the response that tells who wrote it, where that is the reason */
  async skip(reason: SkipReason, side?: Side): Promise<void> {
    if (!this.#ready()) {
      return;
    }
    const battle = this.battle!;
    const identified = [...new Set([...this.identified, ...(side ? [side] : [])])];
    await this.#decide(async () => {
      const { skip } = this.#around.calls;
      await (identified.length > 0
        ? skip(battle.id, reason, battle.version, identified)
        : skip(battle.id, reason, battle.version));
      this.last = { id: battle.id, battle, version: battle.version + 1, counted: false };
    });
  }

  async undo(): Promise<void> {
    const last = this.last;
    if (!last || !this.undoable) {
      return;
    }
    await this.#while(async () => {
      await this.#attempt(async () => {
        const { version } = await this.#around.calls.undo(last.id, last.version);
        this.last = undefined;
        if (last.battle) {
          this.#show({ ...last.battle, version });
        } else {
          await this.#draw();
        }
        this.#recall(last.choice);
      });
    });
  }

  /** Keeps the battle for whoever is still reading it. */
  async renew(): Promise<void> {
    if (this.open && this.battle) {
      const { id } = this.battle;
      // A lease that cannot be renewed takes nothing away: the vote is judged when it comes.
      await this.#around.calls.renew(id).catch(passOver);
    }
  }

  /** Tries at once what waits to be sent. */
  hurry(): void {
    this.#wake();
  }

  async retry(): Promise<void> {
    await this.#while(() => this.#draw());
  }

  #asks(outcome: Outcome): boolean {
    const sided = outcome === "left" || outcome === "right";
    return this.battle !== undefined && ((this.battle.margin && sided) || this.battle.criteria.length > 0);
  }

  #ready(): boolean {
    return this.open && this.#paintedAt !== undefined && this.#around.now() - this.#paintedAt >= GUARD;
  }

  #choice(outcome: Outcome, battle: Battle): Choice {
    const { margin, criteria, tags, comment, identified } = this;
    const tagged = tags.left.length + tags.right.length > 0;
    return {
      outcome,
      version: battle.version,
      ...(margin && { margin }),
      ...(Object.keys(criteria).length > 0 && { criteria }),
      ...(tagged && { tags }),
      ...(identified.length > 0 && { identified }),
      ...(comment.trim() && { comment: comment.trim() }),
    };
  }

  /** Decides the battle and goes on to the next; the old one stays in view, inert, until the next is there. */
  async #decide(work: () => Promise<void>): Promise<void> {
    await this.#while(async () => {
      this.overtaken = false;
      if (await this.#attempt(work)) {
        await this.#draw();
      }
    });
  }

  /** Nothing else is done meanwhile; and whatever comes of it, the booth is free again afterwards. */
  async #while(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
    }
  }

  /** Sends a vote until the server has answered. The version makes every repetition harmless. */
  async #deliver(battle: string, choice: Choice) {
    const { calls, outbox, pause } = this.#around;
    outbox.keep({ battle, choice });
    for (let attempts = 1; !this.#left; attempts++) {
      try {
        const receipt = await calls.vote(battle, choice);
        outbox.clear();
        this.unsent = undefined;
        return receipt;
      } catch (error) {
        if (!(error instanceof Problem) || !error.passing) {
          outbox.clear();
          this.unsent = undefined;
          throw error;
        }
        this.unsent = { problem: error, attempts };
        const wait = error.retryAfter ? error.retryAfter * 1000 : Math.min(LONGEST_WAIT, 500 * 2 ** attempts);
        await pause(wait, (wake) => (this.#wake = wake));
      }
    }
    return undefined;
  }

  async #draw(): Promise<void> {
    await this.#attempt(async () => {
      const drawn = await this.#around.calls.draw(this.#slug);
      if (drawn.id === null) {
        this.battle = undefined;
        this.standing = "done";
        this.#countLast();
      } else {
        this.#show(drawn);
      }
    });
  }

  /** Every battle says how far its rater has come; after the last one nobody would. */
  #countLast(): void {
    const { battle, choice } = this.last ?? {};
    if (battle && choice) {
      this.progress = { ...battle.progress, done: battle.progress.done + 1 };
    }
  }

  #show(battle: Battle): void {
    this.battle = battle;
    this.progress = battle.progress;
    this.standing = "voting";
    this.#paintedAt = undefined;
    this.#recall(undefined);
  }

  #recall(choice: Choice | undefined): void {
    this.earlier = choice;
    this.chosen = undefined;
    this.turn = undefined;
    this.tagging = undefined;
    this.commenting = false;
    this.margin = choice?.margin;
    this.criteria = choice?.criteria ?? {};
    this.tags = { left: choice?.tags?.left ?? [], right: choice?.tags?.right ?? [] };
    this.identified = choice?.identified ?? [];
    this.comment = choice?.comment ?? "";
  }

  /** True where the way is free: it worked, or the server had settled the matter already. */
  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      this.problem = undefined;
      await work();
      return !this.#left;
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      if (error.code === "already-voted" || error.code === "battle-unknown" || error.status === 410) {
        this.overtaken = this.standing === "voting";
        this.last = undefined;
        return true;
      }
      this.problem = error;
      this.standing = standingAfter(error) ?? (this.battle ? this.standing : "failed");
      if (FINAL.includes(this.standing)) {
        this.last = undefined;
      }
      return false;
    }
  }
}

function toggled<T>(all: T[], one: T): T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}

function standingAfter(problem: Problem): Standing | undefined {
  switch (problem.code) {
    case "arena-paused":
      return "paused";
    case "arena-closed":
      return "closed";
    case "consent-needed":
      return "consent";
    case "arena-draft":
      return "draft";
    case "arena-unknown":
      return "missing";
    default:
      return problem.status === 401 || problem.status === 403 ? "stranger" : undefined;
  }
}

function passOver(error: unknown): void {
  if (!(error instanceof Problem)) {
    throw error;
  }
}
