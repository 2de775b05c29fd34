import { failure, type Failure } from "./failure";

/** Something asked of the server: on its way, here, or failed. Asking again keeps what is there until more is known. */
export class Asked<T> {
  value = $state.raw<T>();
  failure = $state.raw<Failure>();
  busy = $state(false);
  #ask: () => Promise<T>;
  #turn = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
    void this.again();
  }

  /** The latest question wins, in whatever order the answers come. */
  async again(): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    try {
      const value = await this.#ask();
      if (turn === this.#turn) {
        this.value = value;
        this.failure = undefined;
      }
    } catch (error) {
      if (turn === this.#turn) {
        this.failure = failure(error);
      }
    } finally {
      if (turn === this.#turn) {
        this.busy = false;
      }
    }
  }
}
