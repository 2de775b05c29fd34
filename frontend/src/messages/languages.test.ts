import { parse } from "svelte/compiler";
import { expect, test } from "vitest";
import { en } from "./en";
import { ja } from "./ja";
import { methodsEn } from "./methods.en";
import { methodsJaWords } from "./methods.ja";
import { aroundEn } from "./around.en";
import { aroundJa } from "./around.ja";
import { raterEn } from "./rater.en";
import { raterJa } from "./rater.ja";

/** The page of the design system speaks to those who work on it, and shows words of every kind. */
const pages = import.meta.glob<string>(["../**/*.svelte", "!../design/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The same in every language: names, signs, and what a machine reads. */
const NAMES = /^(Evenhand|Davidson|Rao–Kupper|[A-Z]|–|[\w-]+\.(csv|json|jsonl|md)|[\u00a0%·\s]*)$/;

/** Said by the server already in English; other languages need words of their own. */
const ONLY_ELSEWHERE = ["refusals.", "staffRefusals.", "doorRefusals.", "board.warningsBy."];

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Every sentence under its path. A function is called with words and numbers, as the pages do. */
function sentences(of: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(of)) {
    const here = path + key;
    if (typeof value === "function") {
      found.set(here, String(value(3, 4, 5, 6)));
    } else if (typeof value === "object") {
      sentences(value, `${here}.`).forEach((text, name) => found.set(name, text));
    } else {
      found.set(here, String(value));
    }
  }
  return found;
}

test.each([
  ["raters", raterEn, raterJa],
  ["those at the door", aroundEn, aroundJa],
  ["staff", en, ja],
])("what %s read is there in both languages", (_, english, japanese) => {
  const [one, other] = [sentences(english), sentences(japanese)];
  const paths = (of: Map<string, string>): string[] =>
    [...of.keys()].filter((path) => !ONLY_ELSEWHERE.some((start) => path.startsWith(start))).sort();

  expect(paths(other)).toEqual(paths(one));
});

test.each([
  ["raters", raterJa],
  ["those at the door", aroundJa],
  ["staff", ja],
])("what %s read in Japanese is Japanese", (_, japanese) => {
  const foreign = [...sentences(japanese)].filter(
    ([path, text]) =>
      !["locale", "title"].includes(path) &&
      !JAPANESE.test(text) &&
      !NAMES.test(text) &&
      /\p{L}{2,}/u.test(text),
  );

  expect(foreign).toEqual([]);
});

test("every section on methods is there in Japanese, paragraph for paragraph", () => {
  for (const { id, text, choices } of methodsEn) {
    const words = methodsJaWords[id];
    expect(words, id).toBeDefined();
    expect(words!.text.length, id).toBe(text.length);
    expect(words!.choices?.length, id).toBe(choices?.length);
  }
});

test("no page says anything that is not in the messages", () => {
  const written = Object.entries(pages).flatMap(([file, source]) =>
    wordsIn(parse(source, { modern: true }).fragment).map((text) => `${file}: ${text}`),
  );

  expect(written).toEqual([]);
});

test("the search for hard-coded words sees them", () => {
  const source = `<p title="Some title">Some words {a} and <b aria-label={x}>more</b></p><kbd>Esc</kbd>`;

  expect(wordsIn(parse(source, { modern: true }).fragment)).toEqual([
    "Some title",
    "Some words",
    "and",
    "more",
  ]);
});

const SPOKEN = ["title", "aria-label", "placeholder", "alt", "label", "lead", "text", "hint"];

/** The words of a page that a reader would see or hear. What stands on keys is printed on keyboards everywhere. */
function wordsIn(node: unknown, attribute?: string): string[] {
  if (typeof node !== "object" || node === null) {
    return [];
  }
  if (Array.isArray(node)) {
    return node.flatMap((child) => wordsIn(child, attribute));
  }
  const { type, name, data } = node as { type?: string; name?: string; data?: string };
  if (type === "Text") {
    const seen = attribute === undefined || SPOKEN.includes(attribute);
    return seen && /\p{L}{2,}/u.test(data!) ? [data!.trim()] : [];
  }
  if (type === "ExpressionTag" || type === "Comment" || (type === "RegularElement" && name === "kbd")) {
    return [];
  }
  if (type === "Attribute") {
    return wordsIn((node as { value: unknown }).value, name);
  }
  return Object.entries(node)
    .filter(([key]) => ["attributes", "fragment", "nodes", "consequent", "alternate", "body"].includes(key))
    .flatMap(([, child]) => wordsIn(child, attribute));
}
