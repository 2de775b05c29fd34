import { expect, test } from "vitest";
import { SLUG, slugOf } from "./slug";

test.each([
  ["Empathetic replies, autumn round", "empathetic-replies-autumn-round"],
  ["Größe & Café — v2.1", "gro-e-cafe-v2-1"],
  ["Ada’s models", "adas-models"],
  ["  --Hello--  ", "hello"],
  ["共感", ""],
  ["New", "new-arena"],
  ["New York", "new-york"],
])("%s lives at %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("a long name is cut to what the server takes, and never ends in a hyphen", () => {
  expect(slugOf("a".repeat(80))).toBe("a".repeat(64));
  expect(slugOf("a".repeat(63) + " b")).toBe("a".repeat(63));
});

test("what a page of its own is called is no address", () => {
  const written = new RegExp(`^(?:${SLUG})$`, "v");

  expect(["new", "a--b", "-a", "New"].filter((slug) => written.test(slug))).toEqual([]);
  expect(["new-arena", "newer", "a-new", "a"].every((slug) => written.test(slug))).toBe(true);
});
