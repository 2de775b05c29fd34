import { expect, test } from "vitest";
import type { Rater } from "../api";
import { named } from "./raters";

function rater(kind: Rater["kind"], label?: string): Rater {
  return { id: "", kind, votes: 0, skips: 0, createdAt: "", ...(label && { label }) };
}

test("raters without a name can be told apart", () => {
  const raters = [rater("anonymous"), rater("invited", "Ada"), rater("anonymous"), rater("invited")];

  expect(named(raters).map(({ name }) => name)).toEqual([
    "Anonymous\u00a01",
    "Ada",
    "Anonymous\u00a02",
    "Invited\u00a03",
  ]);
});
