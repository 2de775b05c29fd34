import DOMPurify from "dompurify";
import katex from "katex";

/**
 * A formula as MathML, which browsers set and screen readers read by themselves; nothing where it is not TeX.
 * This module brings KaTeX along, so it is loaded only when a text holds a formula.
 *
 * No macro grows without end, no size leaves the panel, no link or class is made; the sanitiser comes last.
 */
export function formula(source: string, display: boolean): DocumentFragment | undefined {
  let written: string;
  try {
    written = katex.renderToString(source, {
      output: "mathml",
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: 1000,
      maxSize: 20,
    });
  } catch (error) {
    if (error instanceof katex.ParseError) {
      return undefined;
    }
    throw error;
  }
  const fragment = DOMPurify.sanitize(written, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS,
    ALLOWED_ATTR,
    FORBID_CONTENTS: ["annotation"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
  fragment.querySelectorAll("mtable[columnalign]").forEach(align);
  return fragment;
}

/** Browsers no longer read where the columns of a table in a formula stand; our style sheet does. */
function align(table: Element): void {
  const sides = table.getAttribute("columnalign")!.split(" ");
  for (const row of table.querySelectorAll(":scope > mtr")) {
    [...row.children].forEach((cell, i) => {
      cell.setAttribute("data-align", sides[Math.min(i, sides.length - 1)]!);
    });
  }
}

const ALLOWED_TAGS = (
  "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover " +
  "mmultiscripts mprescripts mtable mtr mtd mpadded mphantom menclose #text"
).split(" ");

const ALLOWED_ATTR = (
  "xmlns display displaystyle scriptlevel mathvariant fence stretchy symmetric separator form largeop " +
  "movablelimits accent accentunder lspace rspace minsize maxsize linethickness notation columnalign " +
  "rowspacing columnspacing columnlines rowlines side width height depth voffset"
).split(" ");
