import { expect, test } from "vitest";
import { standing } from "./states";

test("what waits for a pointer or a focus is there once more, standing", () => {
  const style = document.createElement("style");
  style.textContent = `
    .btn { color: purple; }
    .btn:hover:not(:disabled) { color: blue; }
    @media (hover: hover) { .vote:hover { color: green; } }
    a:focus-visible { outline: none; }`;
  document.head.append(style);

  const text = standing([style.sheet!]);

  expect(text).not.toContain("purple");
  expect(text).toContain(".btn:is(.as-hovered, .as-hovered *):not(:disabled) { color: blue; }");
  expect(text).toContain("@media (hover: hover) { .vote:is(.as-hovered, .as-hovered *) { color: green; } }");
  expect(text).toMatch(/a:is\(\.as-focused :is\(a, button.*\{ outline: /);
});
