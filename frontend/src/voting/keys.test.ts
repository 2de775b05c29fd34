import { expect, test } from "vitest";
import { wishOf, type Pressed } from "./keys";

function press(key: string, more: Partial<Pressed> = {}): Pressed {
  return {
    key,
    code: "",
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    target: null,
    ...more,
  };
}

function within(html: string): Element {
  const root = new DOMParser().parseFromString(html, "text/html").body;
  return root.querySelector("[data-here]")!;
}

test.each([
  ["1", "left"],
  ["a", "left"],
  ["2", "tie"],
  ["t", "tie"],
  ["3", "both_bad"],
  ["x", "both_bad"],
  ["4", "right"],
  ["B", "right"],
])("%s chooses %s", (key, outcome) => {
  expect(wishOf(press(key))).toEqual({ kind: "choose", outcome });
});

test("keys are off with modifiers, while held down, and while composing", () => {
  for (const flag of ["ctrlKey", "altKey", "metaKey", "shiftKey", "repeat", "isComposing"]) {
    expect(wishOf(press("1", { [flag]: true }))).toBeUndefined();
  }
});

test("keys are off where someone types, and in dialogs", () => {
  for (const html of [
    "<input data-here>",
    "<textarea data-here></textarea>",
    "<select data-here></select>",
    "<dialog><button data-here>x</button></dialog>",
  ]) {
    expect(wishOf(press("1", { target: within(html) }))).toBeUndefined();
  }
  expect(wishOf(press("1", { target: within("<button data-here>x</button>") }))).toBeDefined();
});

test("Enter on a button is the button's", () => {
  expect(wishOf(press("Enter", { target: within("<button data-here>x</button>") }))).toBeUndefined();
  expect(wishOf(press("Enter"))).toEqual({ kind: "confirm" });
});

test("where the layout has no Latin letters the place of the key counts, and only there", () => {
  expect(wishOf(press("ф", { code: "KeyA" }))).toEqual({ kind: "choose", outcome: "left" });
  expect(wishOf(press("&", { code: "Digit1" }))).toEqual({ kind: "choose", outcome: "left" });
  expect(wishOf(press("q", { code: "KeyA" }))).toEqual({ kind: "weigh", margin: 1 });
});

test("the question mark needs Shift and shows the keys", () => {
  expect(wishOf(press("?", { shiftKey: true, code: "Slash" }))).toEqual({ kind: "keys" });
});
