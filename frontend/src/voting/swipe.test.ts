import { afterEach, expect, test, vi } from "vitest";

import { directionOf, swipe } from "./swipe";

test("a swipe is long and mostly sideways", () => {
  expect(directionOf(-120, 20)).toBe("left");
  expect(directionOf(120, -20)).toBe("right");
  expect(directionOf(-40, 0)).toBeUndefined();
  expect(directionOf(-120, 90)).toBeUndefined();
});

afterEach(() => vi.unstubAllGlobals());

test.each([
  [1, 1],
  [1.5, 0],
])("on a page magnified %f times a swipe is taken %i times", (scale, times) => {
  vi.stubGlobal("visualViewport", { scale });
  const place = document.createElement("div");
  const onswipe = vi.fn();
  const stop = swipe(onswipe)(place);

  touch(place, "touchstart", { touches: [{ clientX: 200, clientY: 100 }] });
  touch(place, "touchend", { touches: [], changedTouches: [{ clientX: 50, clientY: 100 }] });
  stop();

  expect(onswipe).toHaveBeenCalledTimes(times);
});

function touch(place: HTMLElement, name: string, what: object): void {
  place.dispatchEvent(Object.assign(new Event(name), what));
}
