import { expect, test } from "vitest";
import { endOf } from "./expiry";

test("a last day counts to its end, over the ends of months and years", () => {
  expect(endOf("2030-12-31")).toBe(new Date(2031, 0, 1).toISOString());
});
