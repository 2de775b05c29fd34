import { render } from "@testing-library/svelte";
import { expect, test } from "vitest";
import source from "./Components.svelte?raw";
import DesignPage from "./DesignPage.svelte";

const components = Object.keys(import.meta.glob("../ui/*.svelte")).map(
  (file) => /([^/]+)\.svelte$/.exec(file)![1]!,
);

test("every component of ui/ is shown, in every voice, in light and dark", () => {
  const { container } = render(DesignPage);

  expect(components.length).toBeGreaterThan(10);
  for (const component of components) {
    const scenes = [...container.querySelectorAll(`[data-of="${component}"] > .scene`)];

    expect(source, component).toMatch(new RegExp(`<${component}\\s`));
    expect(scenes.map((scene) => scene.getAttribute("lang")).join(), component).toMatch(
      /^en,en,de,de,ja,ja,ar,ar/,
    );
    expect(
      scenes.filter((scene) => scene.childElementCount === 0),
      component,
    ).toEqual([]);
  }
});

test("the tokens shown are those of the style sheet", () => {
  const { container } = render(DesignPage);
  const shown = (kind: string) => container.querySelectorAll(`[data-kind="${kind}"] li`).length;

  expect(shown("colour")).toBeGreaterThan(20);
  expect(shown("space")).toBe(7);
  expect(shown("type")).toBeGreaterThan(8);
  expect(shown("measure")).toBeGreaterThan(5);
});
