import { expect, test } from "vitest";
import contract from "./api/openapi.json";
import { en } from "./messages/en";
import { aroundJa } from "./messages/around.ja";
import { ja } from "./messages/ja";
import { raterJa } from "./messages/rater.ja";

const sources = import.meta.glob<string>("../../src/main/java/**/*.java", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** In backquotes in the contract, and no code but a field. */
const FIELDS = ["violations"];

/** Every code that stands in backquotes beside a refusal in the contract. */
function published(): string[] {
  const text = JSON.stringify([
    contract.components.responses,
    Object.values(contract.paths).flatMap((path) =>
      Object.values(path).map((operation) =>
        Object.entries((operation as { responses: object }).responses).filter(([status]) => status >= "400"),
      ),
    ),
  ]);
  return [...text.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)]
    .map(([, code]) => code!)
    .filter((code) => !FIELDS.includes(code));
}

/** Every code with which the server refuses something. */
function refused(): string[] {
  const made = /(?:Refusal\s*\.\s*[a-z]\w+|Problem\.answer)\(\s*(?:\d+,\s*)?"([a-z]+(?:-[a-z]+)*)"/g;
  const throttled = /throttle\.attempt\([^;]*?"(too-[a-z-]+)"/g;
  return Object.values(sources).flatMap((source) =>
    [...source.matchAll(made), ...source.matchAll(throttled)].map(([, code]) => code!),
  );
}

test("the search for codes finds them", () => {
  expect(published()).toEqual(expect.arrayContaining(["already-voted", "consent-needed", "invalid"]));
  expect(refused()).toEqual(expect.arrayContaining(["already-voted", "sign-in", "too-many-newcomers"]));
  expect(new Set(refused()).size).toBeGreaterThan(45);
});

/** In English it is the server's own: a refusal cannot be made without one. */
test("every refusal has a sentence in Japanese", () => {
  const silent = [...new Set([...published(), ...refused()])]
    .filter(
      (code) => ![raterJa.refusals, aroundJa.doorRefusals, ja.staffRefusals].some((known) => code in known),
    )
    .sort();

  expect(silent).toEqual([]);
});

function named(end: string): string {
  return Object.entries(sources).find(([file]) => file.endsWith(end))![1];
}

/** Of a board: those of the engine, and those of the board itself. */
function warned(): string[] {
  const [, engine] = /enum Code \{([^;]*);/.exec(named("rating/fit/Warning.java"))!;
  return [
    ...engine!.split(",").map((word) => word.trim().toLowerCase().replaceAll("_", "-")),
    ...[...named("rating/board/Board.java").matchAll(/new Warning\(\s*"([a-z-]+)"/g)].map(
      ([, code]) => code!,
    ),
  ];
}

test("every warning on a board has a sentence in Japanese", () => {
  expect(warned()).toEqual(expect.arrayContaining(["few-raters", "unconnected", "for-comparison"]));
  expect(Object.keys(ja.board.warningsBy).sort()).toEqual([...warned()].sort());
});

test("a warning says in Japanese what it says in figures", () => {
  const said = (code: string, figures: Record<string, number>) => ja.board.warningsBy[code]!(figures);

  expect(said("few-raters", { count: 12, degreesOfFreedom: 10.94 })).toMatch(
    /^評価者が12人と.*自由度10\.9の/,
  );
  expect(said("few-prompts", { count: 1200, group: 2 })).toMatch(/^グループ2: プロンプトが1,200件と/);
  expect(said("dominant-rater", { share: 0.0514 })).toContain("5.1%");
  expect(said("sparse-pairs", { pairs: 2, all: 3, votes: 10 })).toContain("3組のうち2組は10票");
  expect(said("few-raters", {})).toMatch(/^評価者が少ない/);
});

test("whom an interval speaks of is said in either language", () => {
  const kinds = [...named("rating/fit/Interval.java").matchAll(/^ {4}([A-Z_]+)\("([^"]+)"\)/gm)].map(
    ([, name, sentence]) => [name!.toLowerCase().replaceAll("_", "-"), sentence!],
  );

  expect(kinds.length).toBeGreaterThan(4);
  expect(en.board.populations).toEqual(Object.fromEntries(kinds));
  expect(Object.keys(ja.board.populations).sort()).toEqual(Object.keys(en.board.populations).sort());
});
