import type { Rater } from "../api";
import { t } from "../messages";

/** Raters with what to call them. Those without a name are numbered in the order in which they came. */
export function named(raters: Rater[]): { rater: Rater; name: string }[] {
  let nameless = 0;
  return raters.map((rater) => ({ rater, name: rater.label ?? t.raters.unnamed[rater.kind](++nameless) }));
}
