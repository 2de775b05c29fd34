import { diffArrays } from "diff";

/** A stretch of one text, and whether the other has it too. */
export interface Run {
  text: string;
  alone: boolean;
}

export interface Difference {
  left: Run[];
  right: Run[];
  /** Words that only one of the two has, both together. */
  words: number;
}

/** Beyond this length together, lines are compared instead of words: the page must answer. */
const WORDS_UP_TO = 200_000;

/** Two texts that differ more than can be found in this time have nothing in common that would help a reader. */
const PATIENCE_MS = 1_500;

/** Where more than this share of the characters is marked, the marks say nothing; of so few they still show all. */
const MOST = 0.7;
const FEW = 200;

/**
 * What differs between two texts, word by word in any script; nothing where it cannot be found in time, or is
 * nearly everything.
 * This module brings the comparison along, so it is loaded only when somebody asks for it.
 */
export function difference(left: string, right: string): Difference | undefined {
  const cut = left.length + right.length <= WORDS_UP_TO ? words : lines;
  const changes = diffArrays(cut(left), cut(right), { timeout: PATIENCE_MS });
  if (!changes) {
    return undefined;
  }
  const found: Difference = { left: [], right: [], words: 0 };
  let marked = 0;
  for (const { added, removed, value } of changes) {
    const text = value.join("");
    if (!added) {
      found.left.push({ text, alone: removed });
    }
    if (!removed) {
      found.right.push({ text, alone: added });
    }
    if (added || removed) {
      marked += text.length;
      found.words += words(text).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    }
  }
  const all = left.length + right.length;
  return all > FEW && marked > MOST * all ? undefined : found;
}

/** Words, and what stands between them; Japanese, Chinese and Thai write no spaces, but have words. */
function words(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function lines(text: string): string[] {
  return text.split(/(?<=\n)/);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
