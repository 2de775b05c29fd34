import { tick } from "svelte";
import { remember, remembered } from "../browser/memory";
import type { Side } from "../api";

export type Shown = "both" | Side;

const SINGLE = "single";
const TOGETHER = "together";
const SOURCE = "source";

/**
 * How a rater looks at a battle: both answers or one at a time, scrolling together or apart, set or as written, whole
 * or by what differs. Habits stay from battle to battle and from visit to visit; what was asked of one battle does not.
 */
export class View {
  shown = $state<Shown>(remembered(SINGLE) === true ? "left" : "both");
  together = $state(remembered(TOGETHER) === true);
  source = $state(remembered(SOURCE) === true);
  difference = $state(false);
  /** Whether the prompt is there in full. */
  prompt = $state(true);
  readonly #panels = new Map<Side, HTMLElement>();
  /** Where a panel was moved to by us: the event that follows is nobody's scrolling. */
  readonly #moved = new Map<Side, number>();
  /** On a phone all scrolls as one, within this; each answer shown by itself has its own place in it. */
  #frame: HTMLElement | undefined;
  readonly #places = new Map<Side, number>();

  /** Every battle begins the same way: with its whole prompt, and A where one answer is shown at a time. */
  next(): void {
    this.difference = false;
    this.prompt = true;
    this.#places.clear();
    if (this.shown !== "both") {
      this.shown = "left";
    }
  }

  show(shown: Shown): void {
    const before = this.shown;
    const left = shown !== "both" && this.#isWithin(shown === "left" ? "right" : "left");
    if (before !== "both" && this.#frame) {
      this.#places.set(before, this.#frame.scrollTop);
    }
    this.shown = shown;
    remember(SINGLE, shown !== "both");
    if (shown !== "both" && shown !== before) {
      void tick().then(() => this.#settle(shown, left));
    }
  }

  /** Whoever was in the answer that is out of sight now goes on in the other; and each begins where it was left. */
  #settle(shown: Side, follow: boolean): void {
    const panel = this.#panels.get(shown);
    if (this.#frame && panel) {
      const top = panel.closest("article")!.offsetTop - this.#frame.offsetTop;
      this.#frame.scrollTop = this.#places.get(shown) ?? Math.min(this.#frame.scrollTop, top);
    }
    if (follow) {
      panel?.focus({ preventScroll: true });
    }
  }

  #isWithin(side: Side): boolean {
    return this.#panels.get(side)?.closest("article")?.contains(document.activeElement) ?? false;
  }

  /** From one answer to the other; from both to the first. */
  flip(): void {
    this.show(this.shown === "left" ? "right" : "left");
  }

  /** Both answers, or again one at a time. */
  toggleBoth(): void {
    this.show(this.shown === "both" ? "left" : "both");
  }

  toggleSource(): void {
    this.source = !this.source;
    this.difference = false;
    remember(SOURCE, this.source);
  }

  toggleTogether(): void {
    this.together = !this.together;
    remember(TOGETHER, this.together);
    const left = this.#panels.get("left");
    if (this.together && left) {
      this.scrolled("left", left);
    }
  }

  /** What both answers scroll in, where they scroll as one. */
  within(frame: HTMLElement): () => void {
    this.#frame = frame;
    return () => (this.#frame = undefined);
  }

  /** Takes a panel into the view, until it is told otherwise. */
  hold(side: Side, panel: HTMLElement): () => void {
    this.#panels.set(side, panel);
    return () => this.#panels.delete(side);
  }

  /** A panel was scrolled: the other follows by the same share of its way, for the two are of unequal length. */
  scrolled(side: Side, panel: HTMLElement): void {
    const by = this.#moved.get(side);
    this.#moved.delete(side);
    const ours = by !== undefined && Math.abs(by - panel.scrollTop) <= 1;
    const other = side === "left" ? "right" : "left";
    const follower = this.#panels.get(other);
    if (!this.together || ours || !follower) {
      return;
    }
    const way = panel.scrollHeight - panel.clientHeight;
    const target = way > 0 ? (panel.scrollTop / way) * (follower.scrollHeight - follower.clientHeight) : 0;
    if (Math.abs(target - follower.scrollTop) > 1) {
      this.#moved.set(other, target);
      follower.scrollTop = target;
    }
  }
}
