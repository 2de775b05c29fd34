import { failure, type Failure } from "./failure";

/** Something a person set going: one at a time, and what came of it. */
export class Task {
  busy = $state(false);
  failure = $state.raw<Failure>();

  /** True where it was done. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    this.failure = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = failure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
