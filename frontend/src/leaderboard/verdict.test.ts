import { expect, test } from "vitest";
import type { Comparison, Slice } from "../api";
import { verdictOf, worstFirst } from "./verdict";

function slice(by: Slice["by"], value: string, winRate?: number): Slice {
  const n = winRate === undefined ? 0 : 10;
  return { by, value, wins: 0, losses: 0, ties: 0, bothBad: 0, n, ...(winRate !== undefined && { winRate }) };
}

test.each([
  [0.51, 0.6, "ahead"],
  [0.4, 0.49, "behind"],
  [0.49, 0.7, "open"],
  [0.5, 0.7, "open"],
  [undefined, undefined, "open"],
])("an interval from %s to %s is %s", (lower, upper, verdict) => {
  expect(verdictOf({ lower, upper } as Comparison)).toBe(verdict);
});

test("slices come worst first, and those without decided votes last", () => {
  const [group] = worstFirst([
    slice("category", "unknown"),
    slice("category", "good", 0.7),
    slice("category", "none won", 0),
    slice("category", "fair", 0.5),
    slice("category", "unknown too"),
  ]);

  expect(group!.slices.map(({ value }) => value)).toEqual([
    "none won",
    "fair",
    "good",
    "unknown",
    "unknown too",
  ]);
});

test("categories and languages stand apart, and a single slice is left out", () => {
  const slices = [slice("language", "en", 0.5), slice("category", "a", 0.6), slice("category", "b", 0.5)];

  expect(worstFirst(slices).map(({ by }) => by)).toEqual(["category"]);
  expect(worstFirst([...slices, slice("language", "ja", 0.4)]).map(({ by }) => by)).toEqual([
    "category",
    "language",
  ]);
});
