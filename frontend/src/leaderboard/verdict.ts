import type { Comparison, Slice } from "../api";

/** What a comparison may claim: nobody is ahead while the interval includes one half. */
export function verdictOf({ lower, upper }: Comparison): "ahead" | "behind" | "open" {
  if (lower !== undefined && lower > 0.5) {
    return "ahead";
  }
  return upper !== undefined && upper < 0.5 ? "behind" : "open";
}

export interface Slices {
  by: Slice["by"];
  slices: Slice[];
}

/** Worst first, those without decided votes last. A single slice is the whole once more, and left out. */
export function worstFirst(slices: Slice[]): Slices[] {
  return (["category", "language"] as const)
    .map((by) => ({
      by,
      slices: slices
        .filter((slice) => slice.by === by)
        .sort((a, b) => (a.winRate ?? Infinity) - (b.winRate ?? Infinity) || b.n - a.n),
    }))
    .filter(({ slices }) => slices.length > 1);
}
