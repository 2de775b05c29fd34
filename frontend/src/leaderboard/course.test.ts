import { expect, test } from "vitest";
import { apart, lastDay, linesOf } from "./course";

const point = (model: string, rating: number) => ({ model, rating, rank: 1, votes: 3 });

test("each model has one line, the highest in the end first", () => {
  const lines = linesOf([
    { at: "2026-01-01T00:00:00Z", votes: 3, raters: 1, standings: [point("A", 1010), point("B", 990)] },
    {
      at: "2026-01-02T00:00:00Z",
      votes: 5,
      raters: 1,
      standings: [point("B", 1020), point("A", 1000), point("C", 980)],
    },
  ]);

  expect(lines.map(({ model }) => model)).toEqual(["B", "A", "C"]);
  expect(lines[0]!.points.map(({ rating }) => rating)).toEqual([990, 1020]);
  expect(lines[2]!.points).toHaveLength(1);
});

test("labels that would touch move apart around their middle", () => {
  expect(apart([0, 100], 20)).toEqual([0, 100]);
  expect(apart([50, 52], 20)).toEqual([41, 61]);
  expect(apart([61, 41, 50], 20)).toEqual([50 + 2 / 3 + 20, 50 + 2 / 3 - 20, 50 + 2 / 3]);
});

test("labels pushed down push those below them", () => {
  const heights = apart([10, 11, 12, 45], 20);

  expect(heights.every((height, i) => i === 0 || height - heights[i - 1]! >= 20 - 1e-9)).toBe(true);
});

test("a period is called by the last day that it contains, by the clock of the server", () => {
  expect(lastDay("2026-11-30T00:00:00Z")).toBe("29 Nov 2026");
  expect(lastDay(Date.parse("2026-12-01T00:00:00Z"))).toBe("30 Nov 2026");
});
