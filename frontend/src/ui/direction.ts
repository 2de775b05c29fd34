import type { Token } from "markdown-it";

export type Direction = "ltr" | "rtl";

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/gu;
const LETTER = /\p{L}/gu;

/** Who reads Chinese is given other faces than who reads Japanese or Korean. */
export type Han = "zh" | "ja" | "ko" | "";

/** What stands as the list or the table stands that it is a part of. */
const PARTS = ["li", "thead", "tbody", "tr"];

/** Enough of a text to know its script. */
const SAMPLE = 4_000;

/** From this share of its letters on, a text is taken to be written in a script; below, it quotes from it. */
const SHARE = 0.2;

/** Chinese that quotes a Japanese name holds some kana; Japanese holds far more. */
const KANA_TO_HAN = 0.1;

/**
 * The direction of most letters. The first letter would decide otherwise too often: many an Arabic sentence begins with
 * the name of a library.
 */
export function directionOf(text: string): Direction {
  return leaning({ right: count(text, RIGHT_TO_LEFT), all: count(text, LETTER) });
}

/**
 * Gives each block of a text the direction of its own letters, code left out. A list, a quotation or a table has one
 * direction as a whole, so that numbers, bullets, lines and columns stand on the side where reading begins; an item
 * or a row stands as they do. Where nothing is written from right to left, all stays as it is.
 */
export function direct(source: string, tokens: Token[]): void {
  if (source.search(RIGHT_TO_LEFT) < 0) {
    return;
  }
  const open: { token: Token; letters: Letters }[] = [];
  for (const token of tokens) {
    if (token.nesting === 1) {
      open.push({ token, letters: { right: 0, all: 0 } });
    } else if (token.nesting === -1) {
      const { token: opening, letters } = open.pop()!;
      if (PARTS.includes(opening.tag)) {
        opening.attrs = opening.attrs!.filter(([name]) => name !== "dir");
      } else {
        opening.attrSet("dir", leaning(letters));
      }
      add(open.at(-1)?.letters, letters);
    } else if (token.type === "inline") {
      const words = token.children!.filter((child) => child.type === "text").map((child) => child.content);
      const text = words.join(" ");
      add(open.at(-1)?.letters, { right: count(text, RIGHT_TO_LEFT), all: count(text, LETTER) });
    }
  }
}

/** The language of a text whose script tells it; nothing for all others, which look the same in any. */
export function hanOf(text: string): Han {
  const sample = text.slice(0, SAMPLE);
  const hangul = count(sample, /\p{Script=Hangul}/gu);
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(sample, /\p{Script=Han}/gu);
  const written = hangul + kana + han;
  if (written === 0 || written < SHARE * count(sample, LETTER)) {
    return "";
  }
  if (hangul > kana + han) {
    return "ko";
  }
  return kana > KANA_TO_HAN * han ? "ja" : "zh";
}

interface Letters {
  right: number;
  all: number;
}

function leaning({ right, all }: Letters): Direction {
  return right * 2 > all ? "rtl" : "ltr";
}

function add(to: Letters | undefined, letters: Letters): void {
  if (to) {
    to.right += letters.right;
    to.all += letters.all;
  }
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
