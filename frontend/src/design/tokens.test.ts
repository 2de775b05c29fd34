import { expect, test } from "vitest";
import { kindOf, tokensOf } from "./tokens";

const SHEET = `
  :root {
    color-scheme: light dark;
    --ink: light-dark(#1d1c1a, #edeae3);
    /* Edges must be seen. */
    --edge: #8b867b;
    --space-1: 0.25rem;
    --text-xs: 0.8125rem;
    --sans:
      "Inter Variable", sans-serif;
    --radius: 0.625rem;
  }
  :root[data-theme="dark"] {
    --ink: black;
  }`;

test("the tokens are read from the style sheet, with the remark above each", () => {
  expect(tokensOf(SHEET)).toEqual([
    { name: "--ink", value: "light-dark(#1d1c1a, #edeae3)" },
    { name: "--edge", value: "#8b867b", remark: "Edges must be seen." },
    { name: "--space-1", value: "0.25rem" },
    { name: "--text-xs", value: "0.8125rem" },
    { name: "--sans", value: '"Inter Variable", sans-serif' },
    { name: "--radius", value: "0.625rem" },
  ]);
});

test("a token's kind is told by its name or its value", () => {
  expect(tokensOf(SHEET).map(kindOf)).toEqual(["colour", "colour", "space", "type", "type", "measure"]);
});
