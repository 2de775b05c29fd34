import DOMPurify from "dompurify";
import MarkdownIt, { type Token } from "markdown-it";
import { t } from "../messages";
import { direct, directionOf } from "./direction";
import { math } from "./math";

/** Beyond this length a text is shown as it stands: no reader needs its headings more than a page that answers. */
export const PLAIN_FROM = 100_000;

const CHUNK = 8_000;

/** More characters than a screen shows, and few enough to be set between two frames or three. */
const SLICE = 6_000;

/** Where the links and images of a text lead, each at the place that its mark in the rendered text names. */
export interface Addresses {
  links: string[];
  images: { source: string; words: string }[];
}

export function noAddresses(): Addresses {
  return { links: [], images: [] };
}

/**
 * A text written by a model (or by whoever uploaded it) as nodes that can do nothing: no scripts, styles, addresses,
 * images, forms or names. Markdown is read without HTML, so tags appear as the characters they are; the sanitiser
 * comes last and would hold alone. It comes in slices of whole blocks: the first fills every screen, and a page that
 * waits between the others keeps answering.
 *
 * @param found is filled with the addresses of the text, which themselves never pass through HTML
 */
export function* render(text: string, found = noAddresses()): Generator<DocumentFragment> {
  const tokens = markdown.parse(visible(text), found);
  for (let start = 0, end; start < tokens.length; start = end) {
    end = sliceEnd(tokens, start);
    const html = markdown.renderer.render(tokens.slice(start, end), markdown.options, found);
    yield DOMPurify.sanitize(html, {
      RETURN_DOM_FRAGMENT: true,
      ALLOWED_TAGS,
      ALLOWED_ATTR,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    });
  }
}

/** Whole blocks, until they make a slice. */
function sliceEnd(tokens: Token[], start: number): number {
  let length = 0;
  for (let i = start, level = 0; i < tokens.length; i++) {
    level += tokens[i]!.nesting;
    length += tokens[i]!.content.length;
    if (level === 0 && length >= SLICE) {
      return i + 1;
    }
  }
  return tokens.length;
}

/** A very long text in pieces that a browser lays out only when they come into view; cut at line ends where it can. */
export function pieces(text: string): string[] {
  const shown = visible(text);
  const result: string[] = [];
  for (let start = 0; start < shown.length;) {
    const end = cut(shown, start);
    result.push(shown.slice(start, end).replace(/\n$/, ""));
    start = end;
  }
  return result;
}

/**
 * Characters that a reader cannot see, made visible: control characters as their pictures, zero-width and
 * bidirectional ones by their number. The joiners U+200C and U+200D stay, for Persian, Hindi and emoji need them, and
 * so do the tags that make the flag of a region.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, (c) => {
      const code = c.charCodeAt(0);
      return code === 0x7f ? "\u2421" : code < 0x20 ? String.fromCharCode(0x2400 + code) : named(c);
    })
    .replace(REGION_FLAG_OR_HIDDEN, (c) => (c.startsWith(BLACK_FLAG) ? c : named(c)));
}

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const BLACK_FLAG = "\u{1f3f4}";
const REGION_FLAG_OR_HIDDEN =
  /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|[\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function named(character: string): string {
  const code = character.codePointAt(0)!;
  return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
}

function cut(text: string, start: number): number {
  const end = start + CHUNK;
  if (end >= text.length) {
    return text.length;
  }
  const line = text.lastIndexOf("\n", end);
  if (line > start) {
    return line + 1;
  }
  const insidePair = /[\ud800-\udbff]/.test(text[end - 1]!);
  return insidePair ? end + 1 : end;
}

const ALLOWED_TAGS =
  "p br hr h4 h5 h6 strong em s code pre blockquote ul ol li table thead tbody tr th td span #text".split(
    " ",
  );

const ALLOWED_ATTR = "dir start data-address data-align data-image data-language data-link data-math".split(
  " ",
);

/** An address that is its own content, such as that of a whole image. */
const INLINE = /^(data:[^,]{0,60})[^]{40,}$/i;

const UNSPACED =
  "[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Bopo}\\u3000-\\u303f\\uff00-\\uffef]";
const UNSPACED_START = new RegExp(`^${UNSPACED}`, "u");
const UNSPACED_END = new RegExp(`${UNSPACED}$`, "u");

const markdown = reader();

function reader(): MarkdownIt {
  const md = new MarkdownIt({ html: false, linkify: false, breaks: true });
  md.use(math);
  md.core.ruler.push("house", (state) => {
    state.tokens.forEach(settle);
    direct(state.src, state.tokens);
  });
  // An address that is decoded may hold what a reader cannot see.
  const decode = md.normalizeLinkText;
  md.normalizeLinkText = (address) => visible(decode(address)).replace(INLINE, "$1…");
  md.inline.State = class extends md.inline.State {
    /** Where words are written without spaces, an emphasis may begin and end beside any sign but a space. */
    override scanDelims(start: number, canSplitWord: boolean) {
      const found = super.scanDelims(start, canSplitWord);
      const end = start + found.length;
      const [before, after] = [this.src.slice(Math.max(0, start - 2), start), this.src.slice(end, end + 2)];
      if (canSplitWord && (UNSPACED_END.test(before) || UNSPACED_START.test(after))) {
        found.can_open ||= /^\S/.test(after);
        found.can_close ||= /\S$/.test(before);
      }
      return found;
    }
  };
  const { rules } = md.renderer;
  rules.link_open = (tokens, i, _, { links }: Addresses) =>
    `<span data-link="${links.push(tokens[i]!.attrGet("href") ?? "") - 1}">`;
  rules.link_close = (tokens, i) => `${address(md, tokens, i)}</span>`;
  rules.image = (tokens, i, _, { images }: Addresses) => {
    const { content, attrs } = tokens[i]!;
    const source = attrs?.find(([name]) => name === "src")?.[1] ?? "";
    const shown = md.utils.escapeHtml(t.markdown.image(content, md.normalizeLinkText(source)));
    return `<span data-image="${images.push({ source, words: content }) - 1}">${shown}</span>`;
  };
  rules.fence = rules.code_block = (tokens, i) => {
    const { content, info } = tokens[i]!;
    const language = /^[\p{L}\d+#._-]{1,20}/u.exec(info.trim())?.[0];
    const attribute = language ? ` data-language="${md.utils.escapeHtml(language)}"` : "";
    // Code is read from the left, whatever its comments are written in.
    const direction = language ? "ltr" : directionOf(content);
    return `<pre dir="${direction}"${attribute}><code>${md.utils.escapeHtml(content)}</code></pre>\n`;
  };
  return md;
}

/** Headings below the page's own, the direction of writing by each block, task boxes as signs, cells by their side. */
function settle(token: Token): void {
  if (/^h[1-6]$/.test(token.tag)) {
    token.tag = `h${Math.min(6, Number(token.tag[1]) + 3)}`;
  }
  if (token.nesting === 1 && token.block) {
    token.attrSet("dir", "auto");
  }
  if (token.tag === "td" || token.tag === "th") {
    const side = /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1];
    token.attrs = token.attrs?.filter(([name]) => name !== "style") ?? null;
    if (side && token.nesting === 1) {
      token.attrSet("data-align", side);
    }
  }
  const first = token.type === "inline" ? token.children?.[0] : undefined;
  if (first?.type === "text" && token.level >= 3) {
    first.content = first.content.replace(/^\[([ xX])\](?=\s)/, (_, mark) =>
      mark === " " ? "\u2610" : "\u2611",
    );
  }
}

/** A link is its words and, where they differ, its address in brackets: it can be read and judged, not followed. */
function address(md: MarkdownIt, tokens: Token[], close: number): string {
  const level = tokens[close]!.level;
  let open = close - 1;
  while (!(tokens[open]!.type === "link_open" && tokens[open]!.level === level)) {
    open--;
  }
  const href = md.normalizeLinkText(tokens[open]!.attrGet("href") ?? "");
  const words = tokens
    .slice(open + 1, close)
    .map((token) => token.content)
    .join("");
  return words === href || href === `mailto:${words}`
    ? ""
    : `<span data-address> (${md.utils.escapeHtml(href)})</span>`;
}
