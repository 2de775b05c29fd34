/** A finger that moves so far, and mostly sideways, means the other answer. */
const DISTANCE = 60;
const STEEPNESS = 2;

export type Direction = "left" | "right";

/** Tells in which direction a finger swiped over a place; what scrolls sideways by itself keeps its fingers. */
export function swipe(onswipe: (direction: Direction) => void): (place: HTMLElement) => () => void {
  return (place) => {
    let start: { x: number; y: number } | undefined;
    const began = (event: TouchEvent): void => {
      const touch = event.touches.length === 1 && !isMagnified() ? event.touches[0] : undefined;
      start = touch && !scrollsSideways(event.target) ? { x: touch.clientX, y: touch.clientY } : undefined;
    };
    const ended = (event: TouchEvent): void => {
      const touch = event.changedTouches[0];
      const direction = start && touch && directionOf(touch.clientX - start.x, touch.clientY - start.y);
      start = undefined;
      if (direction && getSelection()?.isCollapsed !== false) {
        onswipe(direction);
      }
    };
    place.addEventListener("touchstart", began, { passive: true });
    place.addEventListener("touchend", ended, { passive: true });
    return () => {
      place.removeEventListener("touchstart", began);
      place.removeEventListener("touchend", ended);
    };
  };
}

export function directionOf(x: number, y: number): Direction | undefined {
  if (Math.abs(x) < DISTANCE || Math.abs(x) < STEEPNESS * Math.abs(y)) {
    return undefined;
  }
  return x < 0 ? "left" : "right";
}

/** On a page that is magnified by two fingers, one finger moves what is seen of it. */
function isMagnified(): boolean {
  return (globalThis.visualViewport?.scale ?? 1) > 1;
}

function scrollsSideways(target: EventTarget | null): boolean {
  const wide = target instanceof Element ? target.closest("pre, .wide, [data-math]") : undefined;
  return wide ? wide.scrollWidth > wide.clientWidth : false;
}
