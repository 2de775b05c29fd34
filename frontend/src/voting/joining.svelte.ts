import { api, here, Problem, type Arena } from "../api";
import { language } from "../messages";

export type Step = "asking" | "staff" | "landing" | "invitation" | "closed" | "failed";

/** The way into an arena: the code of the link is exchanged once, and what should be known before voting is shown. */
export class Joining {
  step = $state<Step>("asking");
  arena = $state.raw<Arena>();
  problem = $state.raw<Problem>();
  busy = $state(false);
  /** There is a text to agree to, and the reader has not agreed to this version of it. */
  readonly asks = $derived(
    this.arena?.consentVersion !== undefined && here.me.agreedTo !== this.arena.consentVersion,
  );
  /** The reader agreed to another version of it once. */
  readonly changed = $derived(this.asks && here.me.agreedTo !== undefined);
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

  /** The reader has seen what there is to see, agrees to just that, and begins. */
  async begin(): Promise<void> {
    const version = this.asks ? this.arena?.consentVersion : undefined;
    const agreed = await this.#try(async () => {
      if (!this.#joined) {
        await this.#join();
      }
      if (version !== undefined) {
        await api.agree(this.#slug, version, language);
        here.me = { ...here.me, agreedTo: version };
      }
    });
    if (agreed) {
      this.#tovote();
    } else if (this.problem?.code === "consent-changed") {
      const problem = this.problem;
      await this.#look();
      this.problem ??= problem;
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
      } else if (this.#joined && !this.asks && !arena.instructions) {
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
    await api.join(this.#slug, this.#code);
    await here.whoAmI();
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
      if (error.status === 401 || error.status === 403) {
        this.step = "invitation";
      } else if (error.code !== "consent-changed") {
        this.step = "failed";
      }
      return false;
    } finally {
      this.busy = false;
    }
  }
}
