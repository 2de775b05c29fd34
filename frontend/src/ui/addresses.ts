import type { Allowed } from "./embellish";
import type { Addresses } from "./render";

/**
 * Lets the links of a rendered text be followed and its images be seen, as far as its arena allows. All is made here,
 * after the sanitiser, of addresses that it never saw: only those of the web, and of images only those under TLS.
 */
export function open(blocks: Element[], { links, images }: Addresses, allowed: Allowed): void {
  if (allowed.images) {
    for (const place of marked(blocks, "image")) {
      show(place, images[Number(place.dataset.image)]);
    }
  }
  if (allowed.links) {
    for (const place of marked(blocks, "link")) {
      follow(place, links[Number(place.dataset.link)]);
    }
    blocks.flatMap(texts).forEach(linkBare);
  }
}

function marked(blocks: Element[], mark: "link" | "image"): HTMLElement[] {
  return blocks.flatMap((block) => [...block.querySelectorAll<HTMLElement>(`[data-${mark}]`)]);
}

/** An image that cannot be had stays the words that it was. */
function show(place: HTMLElement, image: Addresses["images"][number] | undefined): void {
  const address = image && webAddress(image.source);
  if (address?.protocol !== "https:") {
    return;
  }
  const shown = document.createElement("img");
  shown.alt = image!.words;
  shown.loading = "lazy";
  shown.decoding = "async";
  shown.referrerPolicy = "no-referrer";
  shown.addEventListener("error", () => shown.replaceWith(place));
  shown.src = address.href;
  place.replaceWith(shown);
}

/** The words of a link are enough, unless they pretend to be an address themselves. */
function follow(place: HTMLElement, written: string | undefined): void {
  const address = webAddress(written ?? "");
  if (!address) {
    return;
  }
  const shown = place.querySelector(":scope > [data-address]");
  shown?.remove();
  const link = linkTo(address);
  link.append(...place.childNodes);
  place.replaceWith(link, ...(shown && PRETENDS.test(link.textContent!) ? [shown] : []));
}

const PRETENDS = /^\s*(https?:|www\.)|^\s*[\w-]+(\.[\w-]+)+(\/|\s*$)/i;

function linkTo(address: URL): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = link.title = address.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function webAddress(written: string): URL | undefined {
  const address = URL.canParse(written) ? new URL(written) : undefined;
  return address && /^https?:$/.test(address.protocol) ? address : undefined;
}

/** What is read as words: neither code nor formulas, nor what is a link already. */
function texts(block: Element): Text[] {
  const found: Text[] = [];
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode as Text;
    if (text.data.includes("://") && !text.parentElement!.closest(NO_WORDS)) {
      found.push(text);
    }
  }
  return found;
}

const NO_WORDS = "a, code, [data-math], [data-link], [data-image]";

/** Letters beyond ASCII end an address: in Japanese no space stands between it and the sentence. */
const BARE = /\bhttps?:\/\/[!#-;=?-Z[\]_a-z~]+/gi;

function linkBare(text: Text): void {
  const parts: (string | Node)[] = [];
  let end = 0;
  for (const { 0: match, index } of text.data.matchAll(BARE)) {
    const written = withoutItsSentence(match);
    const address = webAddress(written);
    if (address) {
      const link = linkTo(address);
      link.textContent = written;
      parts.push(text.data.slice(end, index), link);
      end = index + written.length;
    }
  }
  if (end > 0) {
    text.replaceWith(...parts, text.data.slice(end));
  }
}

/** An address ends before the marks that end its sentence, and before a bracket that was opened outside of it. */
function withoutItsSentence(address: string): string {
  const kept = address.replace(/[!.,:;?'*_~]+$/, "");
  const [closing] = /[)\]]$/.exec(kept) ?? [];
  const opening = closing === ")" ? "(" : "[";
  const own = closing !== undefined && kept.split(opening).length >= kept.split(closing).length;
  return closing === undefined || own ? kept : withoutItsSentence(kept.slice(0, -1));
}
