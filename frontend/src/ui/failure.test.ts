import { expect, test } from "vitest";
import { t } from "../messages";
import { isFinal, isForeseen, signInFrom, told } from "./failure";

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

test("only what a rule refuses is foreseen", () => {
  expect(isForeseen({ title: "Not before the close.", code: "not-before-close" })).toBe(true);
  expect(isForeseen({ title: "The database is away.", code: "database-unavailable" })).toBe(false);
  expect(isForeseen({ title: "?" })).toBe(false);
});

test("a refusal that we have words for is told in them, any other in the server's", () => {
  expect(told({ title: "unreachable", code: "unreachable" }).title).toBe(t.refusals.unreachable);
  expect(told({ title: "HTTP 502", code: "http-502" }).title).toBe(t.refusals.unexplained);
  expect(told({ title: "Choose another.", code: "slug-taken" }).title).toBe("Choose another.");
});
