import {
  passOver,
  Problem,
  type api,
  type Battle,
  type Choice,
  type LastDecision,
  type Margin,
  type NothingLeft,
  type Outcome,
  type Progress,
  type Receipt,
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
  /** Until when it can be undone at most, by the clock of this machine. */
  until?: number | undefined;
}

/** What has to be said besides: of the battle before, or of the wish that was not granted. */
export type Remark =
  /** The server had decided otherwise about the battle before; the rater need do nothing. */
  | "overtaken"
  /** The battle before is not known to be this rater's. */
  | "unknown"
  /** The arena closed before the choice came. */
  | "late"
  /** The choice waits in this browser until the rater is known again. */
  | "kept"
  /** The rater is known no more, and whoever joins here anew is another. */
  | "lost"
  /** What should have been undone can be undone no more. */
  | "stands"
  /** The arena has come to ask for something else. */
  | "asks-anew"
  /** A button was pressed before the battle can have been read. */
  | "early";

/** What the server has not answered yet. It is asked again. */
export interface Unanswered {
  problem: Problem;
  attempts: number;
}

export interface Surroundings {
  calls: Pick<typeof api, "draw" | "vote" | "undo" | "skip" | "renew">;
  outbox: Outbox;
  /** Takes note that the rater is known no more; true where anybody may join anew, as somebody else. */
  lost: () => Promise<boolean>;
  now: () => number;
  /** The clock on the wall: it goes on while the machine sleeps. */
  clock: () => number;
  /** Resolves after so many milliseconds, or as soon as it is woken. */
  pause: (milliseconds: number, wake: (now: () => void) => void) => Promise<void>;
}

/** Whoever presses a button just when the battle under it changes did not mean the new one. */
export const GUARD = 500;

/** After so long without an answer it is said what is waited for. */
const SLOW = 2_000;

const LONGEST_WAIT = 30_000;

/** Browsers count no further. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A battle that nobody held for so long, as while a machine slept, may have been given away: it is asked for anew. */
const FRESH = 120_000;

/** A choice so refused was made for what the arena asked a moment ago. */
const ASKS_ANEW = ["outcome-not-offered", "margin-not-asked", "criterion-unknown", "tag-unknown"];

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
  remark = $state<Remark>();
  /** A vote that the server has not acknowledged yet. It is kept, and sent again. */
  unsent = $state.raw<Unanswered>();
  /** The battle after a decision, which is asked for until it comes. */
  undrawn = $state.raw<Unanswered>();
  /** The rater is known no more, and may join anew without a link. */
  anew = $state(false);
  /** What takes long just now. */
  slow = $state<"sending" | "fetching">();
  last = $state.raw<Decision>();
  progress = $state.raw<Progress>();
  /** What an undone vote had said. */
  earlier = $state.raw<Choice>();
  /** The last decision was taken back, and none was taken since. */
  undone = $state(false);

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
  /** The time is over in which the last decision could be undone. */
  #lapsed = $state(false);
  #doing: "sending" | "fetching" = "fetching";
  #running: Promise<void> = Promise.resolve();
  /** The battle in view is decided: it must not be voted on again, whatever becomes of the next. */
  #decided = false;
  /** Since when, by the clock on the wall, the battle is surely held for this rater. */
  #heldAt = 0;
  #interrupted = false;
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
  /** There is a decision that may be taken back; while it is waited for the next battle too. */
  readonly offersUndo = $derived(this.last !== undefined && !this.last.reveal && !this.#lapsed);
  readonly undoable = $derived(this.offersUndo && (!this.#busy || this.undrawn !== undefined));

  /** Where an earlier visit decided something that may still be undone, it is offered here too. */
  constructor(slug: string, around: Surroundings, before?: LastDecision) {
    this.#slug = slug;
    this.#around = around;
    if (before) {
      this.#remember({
        id: before.battle,
        version: before.version,
        choice: before.outcome && { outcome: before.outcome, version: before.version },
        counted: true,
        until: Date.parse(before.changeableUntil),
      });
    }
  }

  /** A vote that an earlier visit could not send goes first. */
  async enter(): Promise<void> {
    await this.#while(async () => {
      const kept = this.#around.outbox.kept();
      if (kept) {
        await this.#attempt(async () => {
          const receipt = await this.#deliver(kept.battle, kept.choice);
          if (receipt) {
            this.#remember(this.#decision(kept.battle, kept.choice, receipt));
          }
        }, "overtaken");
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
    if (!this.battle?.outcomes.includes(outcome) || !this.#ready()) {
      return;
    }
    this.turn = this.chosen === undefined ? this.battle.criteria[0] : this.turn;
    this.chosen = outcome;
    if (!isSided(outcome)) {
      this.margin = undefined;
    }
    if (!this.detailing) {
      await this.confirm();
    }
  }

  async weigh(margin: Margin): Promise<void> {
    if (!this.open || !this.battle?.margin || !isSided(this.chosen)) {
      return;
    }
    this.margin = margin;
    if (this.battle.criteria.length === 0 && !this.commenting) {
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

  /** Says which is better by one criterion; said again, it is taken back. */
  judge(criterion: string, outcome: Outcome): void {
    if (this.criteria[criterion] === outcome) {
      const { [criterion]: _, ...others } = this.criteria;
      this.criteria = others;
      this.turn = criterion;
    } else {
      this.criteria = { ...this.criteria, [criterion]: outcome };
      this.turn = this.#after(criterion, 1);
    }
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
    if (!this.open) {
      return;
    }
    this.chosen = undefined;
    this.turn = undefined;
    this.commenting = false;
  }

  async confirm(): Promise<void> {
    if (!this.chosen || !this.#ready()) {
      return;
    }
    const battle = this.battle!;
    const choice = this.#choice(this.chosen, battle);
    await this.#decide(async () => {
      const receipt = await this.#deliver(battle.id, choice);
      if (receipt) {
        this.#remember({ ...this.#decision(battle.id, choice, receipt), battle });
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
      this.#remember({ id: battle.id, battle, version: battle.version + 1, counted: false });
    });
  }

  async undo(): Promise<void> {
    const last = this.last;
    if (!last || !this.undoable) {
      return;
    }
    const waiting = this.undrawn !== undefined;
    await this.#interrupt();
    await this.#while(async () => {
      this.remark = undefined;
      await this.#attempt(() => this.#takeBack(last), "stands");
      if (waiting && this.#decided && (this.standing === "voting" || this.problem?.passing)) {
        this.standing = "voting";
        await this.#next();
      }
    });
  }

  /** Keeps the battle for whoever is still reading it, or asks for it anew where it was held by nobody for a while. */
  async renew(): Promise<void> {
    const battle = this.battle;
    if (!battle || !this.open) {
      return;
    }
    try {
      if (this.#around.clock() - this.#heldAt > FRESH || !(await this.#renewed(battle.id))) {
        const drawn = await this.#around.calls.draw(this.#slug);
        if (this.open && this.battle === battle) {
          this.remark = drawn.id === battle.id ? this.remark : "overtaken";
          this.#lay(drawn);
        }
      }
    } catch (error) {
      // A lease that cannot be renewed takes nothing away: the vote is judged when it comes.
      passOver(error);
    }
  }

  /** Tries at once what waits to be sent or fetched. */
  hurry(): void {
    if (this.standing === "voting" && this.problem?.passing) {
      this.problem = undefined;
    }
    this.#wake();
  }

  /** Looks again; what is under way already is only hurried. */
  async retry(): Promise<void> {
    if (this.#busy) {
      this.hurry();
    } else {
      await this.#while(() => this.#draw());
    }
  }

  #asks(outcome: Outcome): boolean {
    return (
      this.battle !== undefined &&
      ((this.battle.margin && isSided(outcome)) || this.battle.criteria.length > 0)
    );
  }

  /** Whether a decision may be taken now; who comes too soon is told so. */
  #ready(): boolean {
    if (!this.open) {
      return false;
    }
    const ready = this.#paintedAt !== undefined && this.#around.now() - this.#paintedAt >= GUARD;
    if (!ready) {
      this.remark = "early";
    }
    return ready;
  }

  #choice(outcome: Outcome, battle: Battle): Choice {
    const { margin, criteria, tags, comment, identified } = this;
    const tagged = tags.left.length + tags.right.length > 0;
    return {
      outcome,
      version: battle.version,
      ...(margin && battle.margin && isSided(outcome) && { margin }),
      ...(Object.keys(criteria).length > 0 && { criteria }),
      ...(tagged && { tags }),
      ...(identified.length > 0 && { identified }),
      ...(comment.trim() && { comment: comment.trim() }),
    };
  }

  #decision(id: string, choice: Choice, receipt: Receipt): Decision {
    const { version, counted, reveal, votedAt, changeableUntil } = receipt;
    // Both times are the server's, whose clock may differ from ours: how long it is between them does not.
    const left = changeableUntil && Date.parse(changeableUntil) - Date.parse(votedAt);
    const until = left ? this.#around.clock() + left : undefined;
    return { id, version, choice, counted, until, ...(reveal && { reveal }) };
  }

  /** What can be undone from now on, until its time is over. */
  #remember(last: Decision): void {
    const { pause, clock } = this.#around;
    this.last = last;
    this.earlier = undefined;
    this.undone = false;
    this.#lapsed = false;
    if (last.until !== undefined) {
      void pause(Math.min(last.until - clock(), LONGEST_TIMER), () => undefined).then(() => {
        this.#lapsed ||= this.last === last;
      });
    }
  }

  /** Decides the battle and goes on to the next; the old one stays in view, inert, until the next is there. */
  async #decide(work: () => Promise<void>): Promise<void> {
    await this.#while(async () => {
      this.remark = undefined;
      if (await this.#attempt(work, "overtaken")) {
        this.#decided = this.remark !== "asks-anew";
        await this.#next();
      }
    });
  }

  async #takeBack(last: Decision): Promise<void> {
    const { version } = await this.#around.calls.undo(last.id, last.version);
    this.last = undefined;
    if (last.battle) {
      this.#show({ ...last.battle, version });
    } else {
      await this.#fetch();
    }
    if (this.battle?.id === last.id) {
      this.#recall(last.choice);
      this.undone = true;
    }
  }

  /** Nothing else is done meanwhile; and whatever comes of it, the booth is free again afterwards. */
  async #while(work: () => Promise<void>): Promise<void> {
    let over = false;
    let stop = (): void => undefined;
    this.#doing = "sending";
    this.#busy = true;
    void this.#around
      .pause(SLOW, (wake) => (stop = wake))
      .then(() => {
        this.slow = over ? this.slow : this.#doing;
      });
    try {
      await (this.#running = work());
    } finally {
      over = true;
      stop();
      this.slow = undefined;
      this.#busy = false;
    }
  }

  /** Whoever undoes a vote need not wait for the battle after it. */
  async #interrupt(): Promise<void> {
    if (this.undrawn) {
      this.#interrupted = true;
      this.#wake();
      await this.#running;
      this.#interrupted = false;
    }
  }

  /** Sends a vote until the server has answered. The version makes every repetition harmless. */
  async #deliver(battle: string, choice: Choice): Promise<Receipt | undefined> {
    const { calls, outbox } = this.#around;
    outbox.keep({ battle, choice });
    this.#now("sending");
    try {
      const receipt = await this.#persist(
        () => calls.vote(battle, choice),
        (unsent) => (this.unsent = unsent),
      );
      if (receipt) {
        outbox.clear();
      }
      return receipt;
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      if (error.status === 401 || error.status === 403) {
        this.remark = "kept";
      } else if (error.code !== "battle-unknown") {
        // One that is not this rater's may be that of who joined here before, and stays until another takes its place.
        outbox.clear();
        this.remark = error.code === "arena-closed" ? "late" : undefined;
      }
      throw error;
    }
  }

  /** Repeats what the network or the server did not let through; nothing where that has no purpose any more. */
  async #persist<T>(ask: () => Promise<T>, tell: (unanswered?: Unanswered) => void): Promise<T | undefined> {
    try {
      for (let attempts = 1; !this.#left && !this.#interrupted; attempts++) {
        try {
          return await ask();
        } catch (error) {
          if (!(error instanceof Problem) || !error.passing) {
            throw error;
          }
          tell({ problem: error, attempts });
          const wait = error.retryAfter
            ? error.retryAfter * 1000
            : Math.min(LONGEST_WAIT, 500 * 2 ** attempts);
          await this.#around.pause(wait, (wake) => (this.#wake = wake));
        }
      }
      return undefined;
    } finally {
      tell();
    }
  }

  /** The battle in view is done with: the next is asked for until it is there. */
  async #next(): Promise<void> {
    await this.#attempt(() => this.#fetch());
  }

  async #fetch(): Promise<void> {
    this.#now("fetching");
    const drawn = await this.#persist(
      () => this.#around.calls.draw(this.#slug),
      (undrawn) => (this.undrawn = undrawn),
    );
    if (drawn) {
      this.#lay(drawn);
    }
  }

  async #draw(): Promise<void> {
    this.#now("fetching");
    await this.#attempt(async () => this.#lay(await this.#around.calls.draw(this.#slug)));
  }

  #now(doing: "sending" | "fetching"): void {
    this.#doing = doing;
    this.slow &&= doing;
  }

  /** False where the server will have none of it. */
  async #renewed(id: string): Promise<boolean> {
    try {
      await this.#around.calls.renew(id);
      this.#heldAt = this.#around.clock();
      return true;
    } catch (error) {
      passOver(error);
      return (error as Problem).passing;
    }
  }

  #lay(drawn: Battle | NothingLeft): void {
    if (drawn.id === null) {
      this.battle = undefined;
      this.standing = "done";
      this.#countLast();
    } else {
      this.#show(drawn);
    }
  }

  /** Every battle says how far its rater has come; after the last one nobody would. */
  #countLast(): void {
    const { battle, choice } = this.last ?? {};
    if (battle && choice) {
      this.progress = { ...battle.progress, done: battle.progress.done + 1 };
    }
  }

  #show(battle: Battle): void {
    const before = this.battle;
    this.#heldAt = this.#around.clock();
    if (this.standing === "voting" && before && !this.#decided && isSame(before, battle)) {
      // Lent once more: whoever reads it is not disturbed, and keeps what is written.
      this.battle = asksAlike(before, battle) ? before : battle;
      this.#fit();
      return;
    }
    this.battle = battle;
    this.progress = battle.progress;
    this.standing = "voting";
    this.#decided = false;
    this.#paintedAt = undefined;
    this.#recall(undefined);
  }

  /** Lets go of what the battle in view does not ask for. */
  #fit(): void {
    const { outcomes, margin, criteria, tags } = this.battle!;
    const offered = (tag: string): boolean => tags.includes(tag);
    this.tags = { left: this.tags.left.filter(offered), right: this.tags.right.filter(offered) };
    this.criteria = Object.fromEntries(
      Object.entries(this.criteria).filter(
        ([name, said]) => criteria.includes(name) && outcomes.includes(said),
      ),
    );
    this.margin = margin ? this.margin : undefined;
  }

  #recall(choice: Choice | undefined): void {
    this.earlier = choice;
    this.undone = false;
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

  /** Whether there is something to go on with after a failure: never a battle that is decided. */
  #stays(): boolean {
    return this.battle !== undefined && !(this.standing === "voting" && this.#decided);
  }

  /**
   * True where the way is free: it worked, or the server had settled the matter already.
   *
   * @param settled what is to be said in the second case
   */
  async #attempt(work: () => Promise<void>, settled?: "overtaken" | "stands"): Promise<boolean> {
    try {
      this.problem = undefined;
      await work();
      return !this.#left;
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      if (isSettled(error)) {
        this.remark = error.code === "battle-unknown" && settled === "overtaken" ? "unknown" : settled;
        this.last = undefined;
        return true;
      }
      if (ASKS_ANEW.includes(error.code)) {
        this.remark = "asks-anew";
        this.chosen = undefined;
        this.margin = undefined;
        this.turn = undefined;
        return true;
      }
      this.problem = error;
      const standing = standingAfter(error) ?? (this.#stays() ? this.standing : "failed");
      if (standing === "stranger") {
        this.anew = await this.#around.lost();
        this.remark = this.anew && this.remark === "kept" ? "lost" : this.remark;
      }
      this.standing = standing;
      if (this.standing !== "voting") {
        this.#countLast();
      }
      if (FINAL.includes(this.standing)) {
        this.last = undefined;
      }
      return false;
    }
  }
}

function isSided(outcome: Outcome | undefined): boolean {
  return outcome === "left" || outcome === "right";
}

function isSame(one: Battle, other: Battle): boolean {
  return one.id === other.id && one.version === other.version;
}

/** Whether the arena asks the same of two drawings of one battle. */
function asksAlike(one: Battle, other: Battle): boolean {
  const asked = ({ question, outcomes, margin, criteria, tags, links, images }: Battle): string =>
    JSON.stringify([question, outcomes, margin, criteria, tags, links, images]);
  return asked(one) === asked(other);
}

function isSettled({ code, status }: Problem): boolean {
  return ["already-voted", "battle-unknown", "nothing-to-undo"].includes(code) || status === 410;
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
