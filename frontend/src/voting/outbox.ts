import type { Choice } from "../api";

export interface Kept {
  battle: string;
  choice: Choice;
}

/** Holds the one vote that is on its way, so that a closed lid or a lost tab loses nothing. */
export class Outbox {
  #key: string;
  #storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;

  constructor(slug: string, storage: Pick<Storage, "getItem" | "setItem" | "removeItem">) {
    this.#key = `evenhand.unsent.${slug}`;
    this.#storage = storage;
  }

  kept(): Kept | undefined {
    const text = this.#storage.getItem(this.#key);
    return text ? (JSON.parse(text) as Kept) : undefined;
  }

  keep(vote: Kept): void {
    this.#storage.setItem(this.#key, JSON.stringify(vote));
  }

  clear(): void {
    this.#storage.removeItem(this.#key);
  }
}
