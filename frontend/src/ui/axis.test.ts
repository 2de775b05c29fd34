import { expect, test } from "vitest";
import { at, axisFor } from "./axis";

const RATE = { least: 0.2, floor: 0, ceiling: 1 };

test("marks stand on round numbers", () => {
  expect(axisFor([893, 1100], { least: 40 }).ticks).toEqual([900, 1000, 1100]);
  expect(axisFor([0.446, 0.784], RATE).ticks).toEqual([0.5, 0.6, 0.7, 0.8]);
});

test("there are three to six marks, all within, whatever the values", () => {
  for (let i = 1; i < 2_000; i++) {
    const low = Math.sin(i) * 500;
    const axis = axisFor([low, low + 1.01 ** i], { least: 1e-3 });

    expect(axis.ticks.length).toBeGreaterThanOrEqual(3);
    expect(axis.ticks.length).toBeLessThanOrEqual(6);
    expect(at(axis, axis.ticks[0]!)).toBeGreaterThanOrEqual(0);
    expect(at(axis, axis.ticks.at(-1)!)).toBeLessThanOrEqual(100);
  }
});

test("every value has some air beside it", () => {
  const axis = axisFor([900, 1000, 1100], { least: 40 });

  expect(at(axis, 900)).toBeGreaterThan(4);
  expect(at(axis, 1000)).toBeCloseTo(50);
  expect(at(axis, 1100)).toBeLessThan(96);
});

test("values close together are not torn apart", () => {
  const axis = axisFor([1000], { least: 40 });

  expect(axis.high - axis.low).toBeGreaterThanOrEqual(40);
  expect(at(axis, 1000)).toBeCloseTo(50);
});

test("a stretch that is widened does not run past what can be", () => {
  expect(axisFor([0.99, 1], RATE).high).toBeLessThan(1.02);
  expect(axisFor([0, 0.01], RATE).low).toBeGreaterThan(-0.02);
});

test("a rate has no mark below 0 or above 1", () => {
  expect(axisFor([0.99, 1], RATE).ticks.at(-1)).toBeLessThanOrEqual(1);
  expect(axisFor([0, 0.01], RATE).ticks[0]).toBe(0);
  expect(axisFor([0, 1], RATE).ticks).toEqual([0, 0.5, 1]);
});
