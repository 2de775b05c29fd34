import { expect, test } from "vitest";
import type { WinRateCell } from "../api";
import { grid, heat, voted } from "./heat";

function cell(model: string, opponent: string): WinRateCell {
  return { model, opponent, votes: 1, wins: 1, losses: 0, ties: 0, bothBad: 0, observed: 1 };
}

test("each cell stands in the row of its model and the column of its opponent", () => {
  const rows = grid({ snapshot: "s", models: ["a", "b", "c"], cells: [cell("b", "c"), cell("a", "b")] });

  expect(rows.map(({ model }) => model)).toEqual(["a", "b", "c"]);
  expect(rows.map(({ row }) => row.map((found) => found && found.model + found.opponent))).toEqual([
    [undefined, "ab", undefined],
    [undefined, undefined, "bc"],
    [undefined, undefined, undefined],
  ]);
});

test("a model that nobody has voted on has no row", () => {
  const silent = { ...cell("c", "a"), votes: 0 };

  expect(
    voted({ snapshot: "s", models: ["a", "b", "c", "d"], cells: [cell("a", "b"), silent] }).models,
  ).toEqual(["a", "b"]);
});

test("one half has no colour, and the same distance has the same depth on either side", () => {
  expect(heat(0.5).depth).toBe(0);
  expect(heat(0.8)).toEqual({ side: "more", depth: heat(0.2).depth });
  expect(heat(0.2).side).toBe("less");
  expect(heat(1).depth).toBeGreaterThan(heat(0.8).depth);
});
