import { api, here, Problem, type Arena } from "../api";

export type Step = "asking" | "staff" | "landing" | "invitation" | "closed" | "failed";

/** The way into an arena: the code of the link is exchanged once, and what should be known before voting is shown. */
export class Joining {
  step = $state<Step>("asking");
  arena = $state.raw<Arena>();
  problem = $state.raw<Problem>();
  busy = $state(false);
  readonly #slug: string;
  readonly #code: string | undefined;
  readonly #tovote: () => void;

  constructor(slug: string, code: string | undefined, tovote: () => void) {
    this.#slug = slug;
    this.#code = code;
    this.#tovote = tovote;
  }

  async enter(): Promise<void> {
    if (here.staff) {
      // A rater's session would take the place of theirs: that is asked first.
      await this.#look();
      this.step = this.problem ? this.step : "staff";
    } else if (this.#code) {
      await this.exchange();
    } else {
      await this.#look();
    }
  }

  /** Becomes a rater by the link's code. */
  async exchange(): Promise<void> {
    if (await this.#try(() => this.#join())) {
      await this.#look();
    }
  }

  /** The reader has seen what there is to see, agrees, and begins. */
  async begin(): Promise<void> {
    if (this.#joined || (await this.#try(() => this.#join()))) {
      this.#tovote();
    }
  }

  async #look(): Promise<void> {
    await this.#try(async () => {
      const arena = await here.enter(this.#slug);
      this.arena = arena;
      if (arena.phase === "closed") {
        this.step = "closed";
      } else if (!this.#joined && !this.#code && arena.access !== "open") {
        this.step = "invitation";
      } else if (this.#joined && !arena.consent && !arena.instructions) {
        this.#tovote();
      } else {
        this.step = "landing";
      }
    });
  }

  get #joined(): boolean {
    return here.me.role === "rater" && here.me.arena === this.#slug;
  }

  async #join(): Promise<void> {
    here.me = await api.join(this.#slug, this.#code);
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      this.problem = error;
      this.step = error.status === 401 || error.status === 403 ? "invitation" : "failed";
      return false;
    } finally {
      this.busy = false;
    }
  }
}
