import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { BoardSlice, ByTieRule, Checkup } from "../api";
import { byModel, pValue, residualsToShow, tieRows } from "./checks";
import FitCheck from "./FitCheck.svelte";
import RatersCheck from "./RatersCheck.svelte";
import SingleCheck from "./SingleCheck.svelte";
import TiesCheck from "./TiesCheck.svelte";

afterEach(cleanup);

function rule(rule: ByTieRule["rule"], chosen: boolean, ...order: string[]): ByTieRule {
  return {
    rule,
    chosen,
    standings: order.map((model, i) => ({ model, rank: i + 1, rating: 1000 - i })),
    ...(order.length === 0 && { missing: "The models are not connected." }),
  };
}

function residual(rival: string, standsOut: boolean) {
  return {
    model: "A",
    rival,
    votes: 10,
    observed: 0.6,
    expected: 0.5,
    z: 1,
    p: standsOut ? 0.0001 : 1,
    standsOut,
  };
}

const FIT: NonNullable<Checkup["fit"]> = {
  sentence: "It does not fit.",
  g2: 11.56,
  x2: 10.8,
  degreesOfFreedom: 1,
  dispersion: 10.8,
  p: 0.00067,
  conservative: false,
  pairs: 8,
  standingOut: 1,
  residuals: ["B", "C", "D", "E", "F", "G", "H", "I"].map((rival, i) => residual(rival, i === 0)),
};

test("the board's own rule comes first, and ranks are measured from it", () => {
  const { columns, rows } = tieRows([
    rule("half", false, "A", "B", "C"),
    rule("davidson", false),
    rule("drop", true, "B", "A", "C"),
  ]);

  expect(columns.map(({ rule }) => rule)).toEqual(["drop", "half"]);
  expect(rows.map(({ model }) => model)).toEqual(["B", "A", "C"]);
  expect(rows.map(({ cells }) => cells.map(({ moved }) => moved))).toEqual([
    [0, 1],
    [0, -1],
    [0, 0],
  ]);
});

test("all pairs that stand out are shown, and of others a few", () => {
  expect(residualsToShow(FIT)).toHaveLength(5);
  expect(residualsToShow({ ...FIT, standingOut: 7 })).toHaveLength(7);
  expect(residualsToShow({ ...FIT, residuals: [] })).toEqual([]);
});

test("parts are turned round to models", () => {
  const model = { votes: 1, rating: 1010, se: 1, lower: 1008, upper: 1012, factor: 0.5 };
  const slices: BoardSlice[] = ["x", "y"].map((value) => ({
    value,
    votes: 2,
    models: ["A", "B"].map((name) => ({ ...model, model: name, board: 1000 })),
  }));

  expect(byModel(slices).map(({ model, slices }) => [model, slices.map(({ value }) => value)])).toEqual([
    ["A", ["x", "y"]],
    ["B", ["x", "y"]],
  ]);
  expect(byModel([])).toEqual([]);
});

test("a p-value too small to read is said to be below", () => {
  expect(pValue(0.0005, String)).toBe("< 0.001");
  expect(pValue(0.02, String)).toBe("0.02");
});

test("a pair that stands out is marked, with what happened and what was expected", () => {
  render(FitCheck, {
    fit: FIT,
    circles: { sentence: "No circles.", share: 0.1, cyclicTriads: 0, triads: [] },
    thin: { sentence: "Votes enough.", pairs: 8, neverMet: 0, sparse: 0, thinnest: [] },
  });

  expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("Does the model fit?");
  expect(screen.getAllByText("stands out")).toHaveLength(1);
  expect(screen.getByText("It does not fit.")).toBeTruthy();
});

test("what cannot be told says why", () => {
  const missing = "No vote names its rater.";
  render(SingleCheck, {
    fragility: {
      leader: "A",
      votes: { sentence: "Without 7 votes B would be first.", removed: 7, share: 0.2, first: "B" },
      raters: { sentence: missing, missing },
    },
    influence: { sentence: "Nothing can be said.", missing, raters: [] },
  });
  render(RatersCheck, {
    agreement: {
      sentence: "It cannot be told.",
      missing: "No two raters judged the same.",
      units: 3,
      ratedTwice: 0,
      judgements: 0,
      measures: [],
    },
    reliability: { sentence: "Nor this.", crowdBt: "There is one rater.", doubtful: 0, raters: [] },
  });

  expect(screen.getAllByText(missing, { exact: false }).length).toBeGreaterThan(1);
  expect(screen.getByText("No two raters judged the same.")).toBeTruthy();
  expect(screen.getByText("There is one rater.", { exact: false })).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});

test("a rule that cannot be tried is named with the reason", () => {
  render(TiesCheck, {
    ties: { sentence: "No rank changes.", rules: [rule("half", true, "A", "B"), rule("davidson", false)] },
  });

  expect(screen.getByText("Davidson:", { exact: false }).textContent).toContain("not connected");
  expect(screen.getAllByRole("columnheader")).toHaveLength(2);
});
