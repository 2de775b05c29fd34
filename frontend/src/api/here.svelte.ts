import { api } from "./client";
import type { Arena, FullArena, Me } from "./types";

/** Who is using these pages, and in which arena they stand: asked once, known to header and pages alike. */
class Here {
  me = $state.raw<Me>({ role: "anonymous" });
  arena = $state.raw<Arena | FullArena>();
  readonly admin = $derived(this.me.role === "admin");
  readonly staff = $derived(this.me.role === "admin" || this.me.role === "analyst");

  /** What is known of the rater's votes has changed since it was asked for. */
  outdated = false;

  async whoAmI(): Promise<void> {
    this.me = await api.me();
    this.outdated = false;
  }

  outdate(): void {
    this.outdated = true;
  }

  /** Comes with the arena, and stays in it. */
  async enter(slug: string): Promise<Arena | FullArena> {
    if (this.arena?.slug !== slug) {
      this.arena = undefined;
    }
    const arena = await api.arena(slug);
    this.arena = arena;
    return arena;
  }

  leave(): void {
    this.arena = undefined;
  }
}

export const here = new Here();

export function isFull(arena: Arena | FullArena | undefined): arena is FullArena {
  return arena !== undefined && "counts" in arena;
}

/** Whether the board shows each vote at once and can be taken apart: to its readers, and to all where nobody votes. */
export function seesAll(arena: Arena | FullArena | undefined): boolean {
  return isFull(arena) || (arena?.phase !== "open" && arena?.phase !== "paused");
}

/** Whether whoever comes may join it, without a link and without being asked. */
export function takesAnybody(arena: Arena | FullArena | undefined): boolean {
  return arena?.access === "open" && arena.phase !== "closed";
}
