import { expect, test } from "vitest";
import { slugOf } from "./slug";

test.each([
  ["Empathetic replies, autumn round", "empathetic-replies-autumn-round"],
  ["Größe & Café — v2.1", "gro-e-cafe-v2-1"],
  ["Ada’s models", "adas-models"],
  ["  --Hello--  ", "hello"],
  ["共感", ""],
])("%s lives at %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("a long name is cut to what the server takes, and never ends in a hyphen", () => {
  expect(slugOf("a".repeat(80))).toBe("a".repeat(64));
  expect(slugOf("a".repeat(63) + " b")).toBe("a".repeat(63));
});
