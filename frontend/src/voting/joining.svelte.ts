import { api, here, Problem, type Arena } from "../api";
import { remembered } from "../browser/memory";
import { language } from "../messages";

export type Step = "asking" | "staff" | "landing" | "invitation" | "closed" | "failed";

/** The way into an arena: the code of the link is exchanged once, and what should be known before voting is shown. */
export class Joining {
  step = $state<Step>("asking");
  arena = $state.raw<Arena>();
  problem = $state.raw<Problem>();
  busy = $state(false);
  /** Which of the arena's languages the reader reads. */
  reads = $state<string[]>([]);
  /** The reader is asked for them, as there are several. */
  readonly choosing = $derived((this.arena?.languages.length ?? 0) > 1);
  /** New here, where everybody practises first. */
  readonly practising = $derived(
    this.arena?.practice === true && !here.me.votes && !practised(this.arena.slug),
  );
  /** There is a text to agree to, and the reader has not agreed to this version of it. */
  readonly asks = $derived(
    this.arena?.consentVersion !== undefined && here.me.agreedTo !== this.arena.consentVersion,
  );
  /** The reader agreed to another version of it once. */
  readonly changed = $derived(this.asks && here.me.agreedTo !== undefined);
  readonly #slug: string;
  readonly #code: string | undefined;
  readonly #go: (page: "vote" | "practice") => void;

  constructor(slug: string, code: string | undefined, go: (page: "vote" | "practice") => void) {
    this.#slug = slug;
    this.#code = code;
    this.#go = go;
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
      if (!this.joined) {
        await this.#join();
      }
      if (this.choosing) {
        here.me = await api.readLanguages(this.reads);
      }
      if (version !== undefined) {
        await api.agree(this.#slug, version, language);
        here.me = { ...here.me, agreedTo: version };
      }
    });
    if (agreed) {
      this.#go(this.practising ? "practice" : "vote");
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
      const unsaid = this.choosing && here.me.languages === undefined;
      this.reads = arena.languages.filter((each) => here.me.languages?.includes(each) ?? isSpoken(each));
      if (this.reads.length === 0) {
        this.reads = [...arena.languages];
      }
      if (arena.phase === "closed") {
        this.step = "closed";
      } else if (!this.joined && !this.#code && arena.access !== "open") {
        this.step = "invitation";
      } else if (this.joined && !this.asks && !arena.instructions && !unsaid && !this.practising) {
        this.#go("vote");
      } else {
        this.step = "landing";
      }
    });
  }

  /** The reader is a rater of this arena already. */
  get joined(): boolean {
    return here.me.role === "rater" && here.me.arena === this.#slug;
  }

  async #join(): Promise<void> {
    await api.join(this.#slug, this.#code);
    await here.whoAmI();
  }

  /** Whoever was known here may be known no more; where that cannot be asked, nobody is. */
  async #forget(): Promise<void> {
    try {
      await here.whoAmI();
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      here.me = { role: "anonymous" };
    }
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
        await this.#forget();
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

/** Whether the two examples were tried in this browser. */
function practised(slug: string): boolean {
  return remembered(`practised.${slug}`) === true;
}

/** Whether the browser says that its reader reads this language. */
function isSpoken(tag: string): boolean {
  return navigator.languages.some((spoken) => tag.toLowerCase().split("-")[0] === spoken.split("-")[0]);
}
