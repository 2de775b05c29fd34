import { expect, test } from "vitest";
import type { Arena } from "../api";
import { t } from "../messages";
import { offeredBy } from "./offered";

function said(arena: Partial<Arena>): string {
  const offered = offeredBy({ outcomes: ["left", "right"], changeable: false, ...arena } as Arena);
  return [
    ...t.join.how.map((line) => line(offered)),
    ...t.practice.examples.map(({ why }) => why(offered)),
    t.practice.overText(offered),
  ].join(" ");
}

test("nobody is taught what the arena does not offer", () => {
  expect(said({})).not.toMatch(/equally good|both are bad|both bad|a tie|can be undone|undo a vote/);
  expect(said({ outcomes: ["left", "right", "tie"] })).toMatch(/equally good.*a tie/);
  expect(said({ outcomes: ["left", "right", "tie"] })).not.toMatch(/both are bad|both bad/);
  expect(said({ outcomes: ["left", "right", "both_bad"] })).toMatch(/both are bad/);
  expect(said({ changeable: true })).toMatch(/can be undone.*undo a vote/);
});
