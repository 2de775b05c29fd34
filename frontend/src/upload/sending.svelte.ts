import { Problem, upload, type UploadReport } from "../api";
import { sentenceOf, verdictOf, type Verdict } from "./receipt";

type Step = "choosing" | "checking" | "checked" | "storing" | "stored";

type File = Blob & { name: string };

/**
 * One file on its way in: checked first, and stored only once its receipt is accepted.
 *
 * The check passes over bad rows, so that the receipt says what is good and what is bad; what is stored where some are
 * bad, a person decides in view of it.
 */
export class Sending {
  step = $state<Step>("choosing");
  file = $state.raw<File>();
  report = $state.raw<UploadReport>();
  /** The report came with a refusal: nothing was stored. */
  refused = $state(false);
  problem = $state.raw<Problem>();
  /** How much of the file is on the server, from 0 to 1. */
  sent = $state(0);
  model = $state("");
  readonly busy = $derived(this.step === "checking" || this.step === "storing");
  readonly verdict: Verdict | undefined = $derived(this.report && verdictOf(this.report, this.refused));
  readonly sentence: string | undefined = $derived(this.verdict && sentenceOf(this.verdict, this.file!.name));
  readonly acceptable = $derived(this.verdict === "good" || this.verdict === "partly");

  #path: string;
  #send: typeof upload;
  #stop: AbortController | undefined;

  constructor(path: string, send = upload) {
    this.#path = path;
    this.#send = send;
  }

  async check(file: File): Promise<void> {
    if (this.busy) {
      return;
    }
    this.file = file;
    this.report = undefined;
    await this.#go("checking", "checked", "skip");
  }

  /** True where the rows are stored. */
  async accept(): Promise<boolean> {
    if (this.step !== "checked" || !this.acceptable) {
      return false;
    }
    return this.#go("storing", "stored", this.verdict === "partly" ? "skip" : "strict");
  }

  cancel(): void {
    this.#stop?.abort();
  }

  again(): void {
    this.step = "choosing";
    this.file = undefined;
    this.report = undefined;
    this.problem = undefined;
    this.refused = false;
  }

  async #go(during: Step, after: Step, mode: "strict" | "skip"): Promise<boolean> {
    const before = this.report;
    this.#stop = new AbortController();
    this.step = during;
    this.problem = undefined;
    this.refused = false;
    this.sent = 0;
    try {
      this.report = await this.#send({
        path: this.#path,
        file: this.file!,
        mode,
        dryRun: during === "checking",
        model: this.model.trim() || undefined,
        onprogress: (fraction) => (this.sent = fraction),
        signal: this.#stop.signal,
      });
      this.step = after;
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      this.#failed(error, before);
      return false;
    }
  }

  /** A refusal brings a report of its own. After any other failure the receipt that was there still stands. */
  #failed(problem: Problem, before: UploadReport | undefined): void {
    const refused = reportIn(problem);
    this.report = refused ?? before;
    this.step = this.report ? "checked" : "choosing";
    this.refused = refused !== undefined;
    this.problem = problem.code === "cancelled" ? undefined : problem;
  }
}

function reportIn({ body }: Problem): UploadReport | undefined {
  return typeof body.rows === "number" && Array.isArray(body.violations)
    ? (body as unknown as UploadReport)
    : undefined;
}
