import type { Allowed } from "./embellish";
import type { Addresses } from "./render";
import { slowly } from "./slowly";

/** An image that is narrower or lower is not looked at: its words say more. */
const SMALLEST_IMAGE = 8;

/** What is no sentence: neither code nor formulas, nor what has its address already. */
const NO_SENTENCE = "a, code, [data-math], [data-link], [data-image]";

/** Words that may be read as the address of a link; they must not stand for another. */
const NAMES_A_HOST = /:\/\/|www\.|[\p{L}\p{N}-][.\u2024\u3002\uff0e]\p{L}{2}/iu;

/** Letters of any script belong to an address, but where sentences are written without spaces: there they end it. */
const BARE_ADDRESS =
  /\bhttps?:\/\/(?:[!#-;=?-Z[\]_a-z{|}~]|(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{M}\p{N}])+/giu;

const END_OF_SENTENCE = "!.,:;?'*_~";
const BRACKETS: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/**
 * Lets the links of a rendered text be followed and its images be seen, as far as its arena allows. All is made here,
 * after the sanitiser, of addresses that it never saw: only those of the web, and of images only those under TLS.
 */
export async function bringToLife(
  blocks: Element[],
  { links, images }: Addresses,
  allowed: Allowed,
): Promise<void> {
  const tasks = [
    ...(allowed.images
      ? marked(blocks, "image").map((words) => () => show(words, images[Number(words.dataset.image)]))
      : []),
    ...(allowed.links
      ? [
          ...marked(blocks, "link").map((words) => () => follow(words, links[Number(words.dataset.link)])),
          ...blocks.flatMap(sentences).map((text) => () => followBare(text)),
        ]
      : []),
  ];
  let next = 0;
  await slowly(() => {
    tasks[next++]?.();
    return next < tasks.length;
  });
}

function marked(blocks: Element[], mark: "link" | "image"): HTMLElement[] {
  return blocks.flatMap((block) => [...block.querySelectorAll<HTMLElement>(`[data-${mark}]`)]);
}

/** An image that cannot be had, or not be seen, stays the words that it was. */
function show(words: HTMLElement, image: Addresses["images"][number] | undefined): void {
  const address = image && webAddress(image.source);
  // Our own house has no images, only answers that somebody might want to be asked for.
  if (address?.protocol !== "https:" || address.host === location.host) {
    return;
  }
  const picture = document.createElement("img");
  const putBack = (): void => picture.replaceWith(words);
  picture.alt = image!.words;
  picture.loading = "lazy";
  picture.decoding = "async";
  picture.referrerPolicy = "no-referrer";
  picture.addEventListener("error", putBack);
  picture.addEventListener("load", () => {
    if (Math.min(picture.naturalWidth, picture.naturalHeight) < SMALLEST_IMAGE) {
      putBack();
    }
  });
  picture.src = address.href;
  words.replaceWith(picture);
}

/** The words of a link are enough, unless they can be taken for an address; one without words stays as it is. */
function follow(words: HTMLElement, written: string | undefined): void {
  const address = webAddress(written ?? "");
  const beside = words.querySelector(":scope > [data-address]");
  beside?.remove();
  const read = words.textContent!;
  const pictured = words.querySelector("img") !== null;
  if (!address || (read.trim() === "" && !pictured) || words.querySelector("[data-link], a")) {
    words.append(beside ?? "");
    return;
  }
  const link = linkTo(address);
  while (words.firstChild) {
    link.append(words.firstChild);
  }
  // The words of an image name its own address, and come back where it cannot be had.
  words.replaceWith(link, ((pictured || NAMES_A_HOST.test(read)) && beside) || "");
}

function linkTo(address: URL): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = link.title = address.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

/** Whoever reads a name before an @ takes it for the host. */
function webAddress(written: string): URL | undefined {
  const address = URL.canParse(written) ? new URL(written) : undefined;
  return address && /^https?:$/.test(address.protocol) && !address.username && !address.password
    ? address
    : undefined;
}

function sentences(block: Element): Text[] {
  const found: Text[] = [];
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode as Text;
    if (text.data.includes("://") && !text.parentElement!.closest(NO_SENTENCE)) {
      found.push(text);
    }
  }
  return found;
}

function followBare(text: Text): void {
  const parts: (string | Node)[] = [];
  let end = 0;
  for (const { 0: match, index } of text.data.matchAll(BARE_ADDRESS)) {
    const written = withoutItsSentence(match);
    const address = webAddress(written);
    // A name without a dot is the beginning of one that goes on in another script.
    if (address?.hostname.includes(".")) {
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
  const unopened: Record<string, number> = { ")": 0, "]": 0, "}": 0 };
  for (const sign of address) {
    const closing = BRACKETS[sign];
    if (closing) {
      unopened[closing]!--;
    } else if (sign in unopened) {
      unopened[sign]!++;
    }
  }
  let end = address.length;
  for (; end > 0; end--) {
    const sign = address[end - 1]!;
    if (sign in unopened && unopened[sign]! > 0) {
      unopened[sign]!--;
    } else if (!END_OF_SENTENCE.includes(sign)) {
      break;
    }
  }
  return address.slice(0, end);
}
