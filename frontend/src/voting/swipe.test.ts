import { expect, test } from "vitest";
import { directionOf } from "./swipe";

test("a swipe is long and mostly sideways", () => {
  expect(directionOf(-120, 20)).toBe("left");
  expect(directionOf(120, -20)).toBe("right");
  expect(directionOf(-40, 0)).toBeUndefined();
  expect(directionOf(-120, 90)).toBeUndefined();
});
