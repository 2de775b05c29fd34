import type MarkdownIt from "markdown-it";

/** A formula longer than this is shown as it was written: nobody sets a page of TeX for one line. */
export const LONGEST_FORMULA = 5_000;

/** As long as the name of an environment gets. */
const LONGEST_OPENING = 32;

/**
 * Teaches a reader of Markdown where a text holds TeX: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and
 * the environments of displayed formulas, such as `\begin{align}…\end{align}`.
 *
 * A dollar sign is also money, and the name of a variable. It opens a formula only where no space follows it and no
 * word precedes it, and closes one only where no space precedes and no digit or capital follows it: "$n$th" is a
 * formula, "$5-$10" and "$HOME/$PATH" are not.
 */
export function math(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", (state, silent) => {
    const found = formulaAt(state.src, state.pos, state.posMax);
    if (!found) {
      return false;
    }
    if (!silent) {
      const token = state.push("formula", "", 0);
      token.content = found.source;
      token.markup = state.src.slice(state.pos, found.end);
      token.meta = { display: found.display };
    }
    state.pos = found.end;
    return true;
  });

  md.block.ruler.before(
    "fence",
    "math",
    (state, line, last, silent) => {
      const start = state.bMarks[line]! + state.tShift[line]!;
      const { opening, closing } = signsAt(state.src, start);
      if (!closing || state.sCount[line]! - state.blkIndent >= 4) {
        return false;
      }
      for (let next = line; next < last; next++) {
        if (next > line && (state.isEmpty(next) || state.sCount[next]! < state.blkIndent)) {
          return false;
        }
        const from = next === line ? start + opening.length : state.bMarks[next]! + state.tShift[next]!;
        const end = state.src.slice(from, state.eMarks[next]).trimEnd();
        if (end.endsWith(closing)) {
          if (end === closing && next === line) {
            return false;
          }
          if (!silent) {
            const token = state.push("formula", "", 0);
            token.block = true;
            token.markup = state.src.slice(start, from + end.length);
            token.content = sourceOf(token.markup);
            token.meta = { display: true };
            token.map = [line, next + 1];
            state.line = next + 1;
          }
          return true;
        }
        if (end.includes(closing)) {
          return false;
        }
      }
      return false;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );

  md.renderer.rules.formula = (tokens, i) => {
    const { markup, block, meta } = tokens[i]!;
    const attributes = `dir="ltr" data-math="${meta.display ? "display" : "inline"}"`;
    const source = md.utils.escapeHtml(markup);
    return block ? `<p ${attributes}>${source}</p>\n` : `<span ${attributes}>${source}</span>`;
  };
}

/** The signs of a formula that stands by itself. An environment needs no others, as it is one wherever it stands. */
function signsAt(text: string, start: number): { opening: string; closing: string | undefined } {
  const environment = /^\\begin(\{(?:equation|align|alignat|gather|multline|CD)\*?\})/.exec(
    text.slice(start, start + LONGEST_OPENING),
  );
  if (environment) {
    return { opening: environment[0], closing: `\\end${environment[1]}` };
  }
  const opening = text.slice(start, start + 2);
  return { opening, closing: opening === "$$" ? "$$" : opening === "\\[" ? "\\]" : undefined };
}

/** What stands between the signs of a formula. An environment is a part of it. */
export function sourceOf(markup: string): string {
  if (markup.startsWith("\\begin")) {
    return markup;
  }
  return markup.startsWith("$") && !markup.startsWith("$$") ? markup.slice(1, -1) : markup.slice(2, -2);
}

interface Formula {
  source: string;
  display: boolean;
  end: number;
}

function formulaAt(text: string, start: number, limit: number): Formula | undefined {
  const two = text.slice(start, start + 2);
  switch (two) {
    case "\\(":
      return upTo(text, start, "\\)", false, limit);
    case "\\[":
      return upTo(text, start, "\\]", true, limit);
    case "$$":
      return upTo(text, start, "$$", true, limit);
  }
  return two.startsWith("$") ? byDollars(text, start, limit) : undefined;
}

function upTo(
  text: string,
  start: number,
  closing: string,
  display: boolean,
  limit: number,
): Formula | undefined {
  const close = text.indexOf(closing, start + 2);
  const far = close < 0 || close + 2 > limit || close - start > LONGEST_FORMULA;
  const source = far ? "" : text.slice(start + 2, close);
  return source.trim() === "" ? undefined : { source, display, end: close + 2 };
}

function byDollars(text: string, start: number, limit: number): Formula | undefined {
  if (/[\p{L}\d]/u.test(text[start - 1] ?? "") || !/\S/.test(text[start + 1] ?? " ")) {
    return undefined;
  }
  const furthest = Math.min(limit, start + LONGEST_FORMULA);
  for (let close = start + 1; close < furthest; close++) {
    const character = text[close];
    if (character === "\\") {
      close++;
    } else if (character === "$") {
      const closes = /\S/.test(text[close - 1]!) && !/[\dA-Z_{]/.test(text[close + 1] ?? "");
      return closes && close > start + 1
        ? { source: text.slice(start + 1, close), display: false, end: close + 1 }
        : undefined;
    } else if (character === "\n" && text[close + 1] === "\n") {
      return undefined;
    }
  }
  return undefined;
}
