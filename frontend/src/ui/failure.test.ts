import { expect, test } from "vitest";
import { isFinal, signInFrom } from "./failure";

test("signing in leads back to the page that asked for it", () => {
  expect(signInFrom({ pathname: "/arenas/a/comparison", search: "?candidate=x" })).toBe(
    "/login?next=%2Farenas%2Fa%2Fcomparison%3Fcandidate%3Dx",
  );
  expect(signInFrom({ pathname: "/", search: "" })).toBe("/login");
});

test("what is refused for good is not to be tried again", () => {
  expect(isFinal({ title: "No.", status: 403 })).toBe(true);
  expect(isFinal({ title: "Later.", status: 503 })).toBe(false);
  expect(isFinal({ title: "Nobody there.", status: 0 })).toBe(false);
});
