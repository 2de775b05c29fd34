import { expect, test } from "vitest";
import { difference, type Run } from "./difference";

function alone(runs: Run[]): string[] {
  return runs.filter((run) => run.alone).map((run) => run.text);
}

function whole(runs: Run[]): string {
  return runs.map((run) => run.text).join("");
}

test("each side shows the words that only it has", () => {
  const found = difference("The quick brown fox.", "The slow brown fox jumps.")!;

  expect(alone(found.left)).toEqual(["quick"]);
  expect(alone(found.right)).toEqual(["slow", " jumps"]);
  expect(found.words).toBe(3);
});

test("nothing of either text is lost", () => {
  const [left, right] = ["  a\n\nb <i>c</i> 👩‍🔬", "a\tb c 👩‍🔬 \n"];
  const found = difference(left!, right!)!;

  expect(whole(found.left)).toBe(left);
  expect(whole(found.right)).toBe(right);
});

test("swapping the sides swaps the difference", () => {
  const one = difference("one two three", "one 2 three four")!;
  const other = difference("one 2 three four", "one two three")!;

  expect(other.left).toEqual(one.right);
  expect(other.right).toEqual(one.left);
  expect(other.words).toBe(one.words);
});

test("languages without spaces are compared by words too", () => {
  const found = difference("私は東京に住んでいます。", "私は大阪に住んでいます。")!;

  expect(alone(found.left)).toEqual(["東京"]);
  expect(alone(found.right)).toEqual(["大阪"]);
});

test("equal texts have no difference", () => {
  expect(difference("same", "same")).toEqual({
    left: [{ text: "same", alone: false }],
    right: [{ text: "same", alone: false }],
    words: 0,
  });
});

test("very long texts are compared by lines", () => {
  const line = "a line of several words\n";
  const found = difference(line.repeat(5_000) + "one end", line.repeat(5_000) + "another end")!;

  expect(alone(found.left)).toEqual(["one end"]);
  expect(alone(found.right)).toEqual(["another end"]);
});

test("of two texts that share next to nothing, nothing is marked", () => {
  const one = Array.from({ length: 30 }, (_, i) => `apple${i}`).join(" ");
  const other = Array.from({ length: 30 }, (_, i) => `pear${i}`).join(" ");

  expect(difference(one, other)).toBeUndefined();
  expect(difference("Paris", "Lyon")?.words).toBe(2);
});
