import { beforeEach, expect, test } from "vitest";
import { View } from "./view.svelte";

beforeEach(() => localStorage.clear());

function panel(scrollHeight: number, clientHeight: number): HTMLElement {
  return { scrollHeight, clientHeight, scrollTop: 0 } as HTMLElement;
}

test("one key leads from both to one answer, and then from one to the other", () => {
  const view = new View();

  expect(view.shown).toBe("both");
  view.flip();
  expect(view.shown).toBe("left");
  view.flip();
  expect(view.shown).toBe("right");
  view.flip();
  expect(view.shown).toBe("left");
  view.toggleBoth();
  expect(view.shown).toBe("both");
});

test("habits are remembered, and every battle begins with its first answer", () => {
  const before = new View();
  before.show("right");
  before.toggleTogether();
  before.toggleSource();
  before.difference = true;
  before.next();

  expect(before.shown).toBe("left");
  expect(before.difference).toBe(false);
  const later = new View();
  expect([later.shown, later.together, later.source]).toEqual(["left", true, true]);
});

test("two panels that scroll together reach their ends together, and do not chase each other", () => {
  const view = new View();
  const [left, right] = [panel(1100, 100), panel(600, 100)];
  view.hold("left", left);
  view.hold("right", right);
  view.toggleTogether();

  left.scrollTop = 500;
  view.scrolled("left", left);
  expect(right.scrollTop).toBe(250);
  view.scrolled("right", right);
  expect(left.scrollTop).toBe(500);
  right.scrollTop = 500;
  view.scrolled("right", right);
  expect(left.scrollTop).toBe(1000);
});

test("apart, each stays where it is", () => {
  const view = new View();
  const [left, right] = [panel(1100, 100), panel(600, 100)];
  view.hold("left", left);
  view.hold("right", right);

  left.scrollTop = 500;
  view.scrolled("left", left);
  expect(right.scrollTop).toBe(0);
});
