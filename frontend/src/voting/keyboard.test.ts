import { beforeEach, expect, test } from "vitest";
import { Keyboard, type Pressed } from "./keyboard.svelte";

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

let keyboard: Keyboard;

beforeEach(() => {
  localStorage.clear();
  keyboard = new Keyboard();
});

test.each([
  ["1", "left"],
  ["a", "left"],
  ["2", "tie"],
  ["t", "tie"],
  ["3", "both_bad"],
  ["x", "both_bad"],
  ["4", "right"],
  ["B", "right"],
  ["d", "difference"],
  ["f", "flip"],
])("%s asks for %s", (key, wish) => {
  expect(keyboard.wishOf(press(key))).toBe(wish);
});

test("after the key for tags, each has a key of its own, and none is one that types", () => {
  expect(keyboard.wishOf(press("g"))).toBe("tag_left");
  expect(keyboard.tagOf(press("1"))).toBe(0);
  expect(keyboard.tagOf(press("0"))).toBe(9);
  expect(keyboard.tagOf(press("F"))).toBe(23);
  expect(keyboard.tagOf(press("Escape"))).toBe(-1);
  expect(keyboard.tagOf(press("Shift", { shiftKey: true }))).toBeUndefined();
  expect(keyboard.tagOf(press("1", { repeat: true }))).toBeUndefined();
  expect(keyboard.tagOf(press("1", { target: within("<textarea data-here></textarea>") }))).toBeUndefined();
});

test("keys are off with modifiers, while held down, and while composing", () => {
  for (const flag of ["ctrlKey", "altKey", "metaKey", "shiftKey", "repeat", "isComposing"]) {
    expect(keyboard.wishOf(press("1", { [flag]: true }))).toBeUndefined();
  }
});

test("keys are off where someone types, and in dialogs", () => {
  for (const html of [
    "<input data-here>",
    "<textarea data-here></textarea>",
    "<select data-here></select>",
    "<dialog><button data-here>x</button></dialog>",
  ]) {
    expect(keyboard.wishOf(press("1", { target: within(html) }))).toBeUndefined();
  }
  expect(keyboard.wishOf(press("1", { target: within("<button data-here>x</button>") }))).toBeDefined();
});

test("Enter on a button is the button's", () => {
  expect(keyboard.wishOf(press("Enter", { target: within("<button data-here>x</button>") }))).toBeUndefined();
  expect(keyboard.wishOf(press("Enter"))).toBe("confirm");
});

test("where the layout has no Latin letters the place of the key counts, and only there", () => {
  expect(keyboard.wishOf(press("ф", { code: "KeyA" }))).toBe("left");
  expect(keyboard.wishOf(press("&", { code: "Digit1" }))).toBe("left");
  expect(keyboard.wishOf(press("q", { code: "KeyA" }))).toBe("slightly");
});

test("the question mark needs Shift and shows the keys", () => {
  expect(keyboard.wishOf(press("?", { shiftKey: true, code: "Slash" }))).toBe("keys");
});

test("a reader's own key takes the place of ours, also on the next visit", () => {
  expect(keyboard.assign("left", press("z"))).toEqual({ done: true });

  for (const later of [keyboard, new Keyboard()]) {
    expect(later.wishOf(press("z"))).toBe("left");
    expect(later.wishOf(press("1"))).toBeUndefined();
    expect(later.wishOf(press("a"))).toBeUndefined();
    expect(later.keysOf("left")).toEqual(["Z"]);
  }
  keyboard.reset();
  expect(new Keyboard().wishOf(press("1"))).toBe("left");
});

test("a key that a reader chose stays theirs when we come to propose it for something else", () => {
  localStorage.setItem("evenhand.keys", '{"left": ["J"]}');

  expect(new Keyboard().wishOf(press("j"))).toBe("left");
});

test("no key does two things, and none is taken from the browser", () => {
  expect(keyboard.assign("left", press("4"))).toEqual({ done: false, taken: "right" });
  expect(keyboard.assign("left", press("Enter"))).toEqual({ done: false });
  expect(keyboard.assign("left", press("Tab"))).toEqual({ done: false });
  expect(keyboard.assign("left", press("j", { ctrlKey: true }))).toEqual({ done: false });
  expect(keyboard.wishOf(press("4"))).toBe("right");
});

test("an arrow scrolls until the reader gives it something to do, and then does only that", () => {
  const held = press("ArrowRight", { repeat: true });
  expect(keyboard.wishOf(press("ArrowRight"))).toBeUndefined();
  expect(keyboard.takes(held)).toBe(false);
  expect(keyboard.assign("right", press("ArrowRight"))).toEqual({ done: true });

  for (const later of [keyboard, new Keyboard()]) {
    expect(later.wishOf(press("ArrowRight"))).toBe("right");
    expect(later.wishOf(held)).toBeUndefined();
    expect(later.takes(held)).toBe(true);
    expect(later.keysOf("right")).toEqual(["→"]);
    expect(later.shortcutsOf("right")).toBe("ArrowRight");
    expect(later.wishOf(press("ArrowLeft"))).toBeUndefined();
  }
  expect(keyboard.assign("left", press("ArrowRight"))).toEqual({ done: false, taken: "right" });
  keyboard.turn(false);
  expect(keyboard.takes(press("ArrowRight"))).toBe(false);
});

test("an arrow keeps its meaning where it has one, and while text is selected by it", () => {
  keyboard.assign("right", press("ArrowRight"));

  for (const html of [
    "<input type=radio data-here>",
    "<input type=range data-here>",
    "<input data-here>",
    "<textarea data-here></textarea>",
    "<select data-here></select>",
  ]) {
    expect(keyboard.takes(press("ArrowRight", { target: within(html) }))).toBe(false);
  }
  expect(keyboard.takes(press("ArrowRight", { shiftKey: true }))).toBe(false);
  expect(keyboard.takes(press("ArrowRight", { altKey: true }))).toBe(false);
  expect(keyboard.takes(press("ArrowRight", { target: within("<input type=checkbox data-here>") }))).toBe(
    true,
  );
});

test("a digit is found where the layout has it, in a dialog too", () => {
  const dialog = within("<dialog><button data-here>x</button></dialog>");

  expect(keyboard.digitOf(press("1", { target: dialog }))).toBe(1);
  expect(keyboard.digitOf(press("&", { code: "Digit1", target: dialog }))).toBe(1);
  expect(keyboard.digitOf(press("0"))).toBeUndefined();
  expect(keyboard.digitOf(press("a"))).toBeUndefined();
  expect(keyboard.digitOf(press("1", { repeat: true }))).toBeUndefined();
  expect(keyboard.digitOf(press("1", { ctrlKey: true }))).toBeUndefined();
});

test("single keys can be turned off, also for the next visit; Enter and Escape stay", () => {
  keyboard.turn(false);

  for (const later of [keyboard, new Keyboard()]) {
    expect(later.wishOf(press("1"))).toBeUndefined();
    expect(later.wishOf(press("?", { shiftKey: true }))).toBeUndefined();
    expect(later.digitOf(press("1"))).toBeUndefined();
    expect(later.wishOf(press("Enter"))).toBe("confirm");
    expect(later.wishOf(press("Escape"))).toBe("reconsider");
  }
  keyboard.turn(true);
  expect(new Keyboard().wishOf(press("1"))).toBe("left");
});

test("what somebody else wrote into the browser's memory is no key", () => {
  for (const text of ["null", "7", '"x"', '{"left": 3}', '{"nobody": ["k"]}', "{"]) {
    localStorage.setItem("evenhand.keys", text);
    expect(new Keyboard().wishOf(press("1"))).toBe("left");
  }
});
