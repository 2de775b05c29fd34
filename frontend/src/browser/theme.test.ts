import { beforeEach, expect, test } from "vitest";
import { choose, dress, theme } from "./theme";

const { dataset } = document.documentElement;

beforeEach(() => localStorage.clear());

test("the system decides until the reader does, and the reader's choice is remembered", () => {
  dress();
  expect(dataset.theme).toBeUndefined();

  choose("dark");
  expect(dataset.theme).toBe("dark");
  expect(theme()).toBe("dark");

  choose("system");
  expect(dataset.theme).toBeUndefined();
});

test("a choice that nobody offers is none", () => {
  localStorage.setItem("evenhand.theme", '"pink"');

  expect(theme()).toBe("system");
});
