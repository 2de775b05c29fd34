import type { Board } from "../api";
import { Asked } from "../ui/asked.svelte";

/** Votes may come many times in a second; nobody reads a table so often. */
const REST = 1_000;
const FRESH = 4_000;

/**
 * A leaderboard that follows the votes. News that comes while it is being fetched, or soon after, is fetched once,
 * later; the table that stands stays until the next one is here.
 */
export class LiveBoard {
  readonly asked: Asked<Board>;
  /** True for a while after the table has changed under the reader's eyes. */
  fresh = $state(false);
  #stale = false;
  #working = false;
  #fading: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => Promise<Board>) {
    this.asked = new Asked(ask);
  }

  news = async (): Promise<void> => {
    this.#stale = true;
    if (this.#working) {
      return;
    }
    this.#working = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        await this.#renew();
        await new Promise((resolve) => setTimeout(resolve, REST));
      }
    } finally {
      this.#working = false;
    }
  };

  async #renew(): Promise<void> {
    const before = this.asked.value?.snapshot;
    await this.asked.again();
    if (before !== undefined && this.asked.value?.snapshot !== before) {
      this.fresh = true;
      clearTimeout(this.#fading);
      this.#fading = setTimeout(() => (this.fresh = false), FRESH);
    }
  }
}
