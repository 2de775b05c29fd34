import { expect, test } from "vitest";
import { addressOf, isoOf, localOf, settingsOf } from "./settings";

test("the arena's own board has a bare address", () => {
  expect(addressOf(settingsOf(new URLSearchParams()))).toBe("");
  expect(addressOf(settingsOf(new URLSearchParams("ties=half&style=none&other=1")))).toBe("");
});

test("an address carries what differs, and gives it back", () => {
  const settings = settingsOf(new URLSearchParams("style=full&interval=rater&asOf=2026-03-01T00:00:00.000Z"));

  const address = addressOf(settings);

  expect(address).toBe("?interval=rater&style=full&asOf=2026-03-01T00%3A00%3A00.000Z");
  expect(settingsOf(new URLSearchParams(address))).toEqual(settings);
});

test("a moment survives the field it is written in", () => {
  expect(isoOf(localOf("2026-03-29T01:30:00.000Z"))).toBe("2026-03-29T01:30:00.000Z");
  expect(localOf("")).toBe("");
  expect(isoOf("")).toBe("");
});
