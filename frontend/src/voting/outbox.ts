import type { Choice } from "../api";

export interface Kept {
  battle: string;
  choice: Choice;
}

type Storable = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Holds the one vote that is on its way, so that a closed lid or a lost tab loses nothing.
 *
 * A browser may have no storage, a full one, or one in which somebody else wrote: then the vote is sent all the same,
 * only not kept.
 */
export class Outbox {
  #key: string;
  /** Asked for each time: even to look at the storage may throw. */
  #storage: () => Storable;

  constructor(slug: string, storage: () => Storable) {
    this.#key = `evenhand.unsent.${slug}`;
    this.#storage = storage;
  }

  kept(): Kept | undefined {
    return this.#attempt((storage) => {
      const text = storage.getItem(this.#key);
      return text ? read(text) : undefined;
    });
  }

  keep(vote: Kept): void {
    this.#attempt((storage) => storage.setItem(this.#key, JSON.stringify(vote)));
  }

  clear(): void {
    this.#attempt((storage) => storage.removeItem(this.#key));
  }

  #attempt<T>(work: (storage: Storable) => T): T | undefined {
    try {
      return work(this.#storage());
    } catch (error) {
      console.warn("A vote cannot be kept in this browser until it is sent.", error);
      return undefined;
    }
  }
}

/** A vote as it was kept; nothing where it has another form. */
function read(text: string): Kept | undefined {
  const value: unknown = JSON.parse(text);
  return isKept(value) ? value : undefined;
}

function isKept(value: unknown): value is Kept {
  const kept = value as Partial<Kept> | null;
  return typeof kept?.battle === "string" && typeof kept.choice?.outcome === "string";
}
