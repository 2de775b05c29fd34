import type { Arena } from "../api";
import type { Offered } from "../messages";

/** What an arena lets its raters do: of that alone the pages before the first battle speak. */
export function offeredBy(arena: Arena): Offered {
  return {
    tie: arena.outcomes.includes("tie"),
    bothBad: arena.outcomes.includes("both_bad"),
    undo: arena.changeable,
  };
}
