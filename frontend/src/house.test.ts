import { expect, test } from "vitest";

/** Who may know whom. A wing knows the lower floors, never another wing; the root knows the wings to load them. */
const MAY_KNOW: Record<string, string[]> = {
  browser: [],
  messages: ["browser"],
  api: [],
  ui: ["messages"],
  styles: [],
  voting: ["api", "ui", "messages", "browser"],
  leaderboard: ["api", "ui", "messages"],
  arenas: ["api", "ui", "messages"],
  upload: ["api", "ui", "messages"],
  account: ["api", "ui", "messages"],
  // Shows what the others are made of, in development only.
  design: ["ui", "styles", "messages"],
};

const sources = import.meta.glob<string>(["./*/**/*.{ts,svelte}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test("every folder has a place in the house", () => {
  const folders = new Set(Object.keys(sources).map(folderOf));

  expect([...folders].filter((folder) => !(folder in MAY_KNOW))).toEqual([]);
});

test("a wing knows the floors below and no other wing", () => {
  const trespasses = Object.entries(sources).flatMap(([file, text]) =>
    neighbours(text)
      .filter((other) => other !== folderOf(file) && !MAY_KNOW[folderOf(file)]?.includes(other))
      .map((other) => `${file} knows ${other}`),
  );

  expect(trespasses).toEqual([]);
});

test("the house test sees an import", () => {
  expect(neighbours(`import { a } from "../api";`)).toEqual(["api"]);
  expect(neighbours(`const b = await import("../voting/Panel.svelte");`)).toEqual(["voting"]);
  expect(neighbours(`import "../App.svelte";`)).toEqual(["App.svelte"]);
});

test("only one component makes nodes of a text, and none trusts HTML", () => {
  const trusting = Object.entries(sources)
    .filter(([file]) => !file.endsWith(".test.ts"))
    .filter(([, text]) => /\{@html|innerHTML|insertAdjacentHTML|\sstyle="/.test(text))
    .map(([file]) => file);

  expect(trusting).toEqual([]);
});

function folderOf(file: string): string {
  return file.split("/")[1]!;
}

function neighbours(text: string): string[] {
  return [...text.matchAll(/(?:from\s+|import\s*\(?\s*)"\.\.\/([^"/]+)/g)].map((found) => found[1]!);
}
