import { sourceOf } from "./math";
import { noAddresses, type Addresses } from "./render";
import { slowly } from "./slowly";

/** Code longer than this stays in one colour. */
const LONGEST_CODE = 50_000;

/** What a text may do beyond being read, where its arena says so. */
export interface Allowed {
  links: boolean;
  images: boolean;
}

/**
 * Sets the formulas of a rendered text, colours its code, and brings its links and images to life. What that needs is
 * loaded the first time a text has any of it; until then, and where it cannot be had, the text stands as it was written.
 */
export async function embellish(
  text: ParentNode,
  found: Addresses = noAddresses(),
  allowed: Allowed = { links: false, images: false },
): Promise<void> {
  const blocks = [...text.children];
  const formulas = [...text.querySelectorAll<HTMLElement>("[data-math]")];
  const codes = [...text.querySelectorAll<HTMLElement>("pre[data-language] > code")].filter(
    (code) => code.textContent!.length <= LONGEST_CODE,
  );
  await Promise.all([
    formulas.length > 0 && setFormulas(formulas).catch(leave),
    codes.length > 0 && colour(codes).catch(leave),
    (allowed.links || allowed.images) && bringToLife(blocks, found, allowed).catch(leave),
  ]);
}

async function setFormulas(formulas: HTMLElement[]): Promise<void> {
  const { formula } = await import("./formula");
  await slowly(() => {
    const place = formulas.shift();
    if (!place) {
      return false;
    }
    const set = formula(sourceOf(place.textContent!), place.dataset.math === "display");
    if (set) {
      place.replaceChildren(set);
    }
    return true;
  });
}

async function colour(codes: HTMLElement[]): Promise<void> {
  const { coloured } = await import("./colours");
  await slowly(() => {
    const code = codes.shift();
    if (!code) {
      return false;
    }
    const language = code.parentElement!.dataset.language!.toLowerCase();
    const shown = coloured(code.textContent!, language);
    if (shown) {
      code.replaceChildren(shown);
    }
    return true;
  });
}

async function bringToLife(blocks: Element[], found: Addresses, allowed: Allowed): Promise<void> {
  await (await import("./addresses")).bringToLife(blocks, found, allowed);
}

/** Without its ornaments a text is whole. */
function leave(error: unknown): void {
  console.warn(
    "A text stands in part as it was written: its formulas, colours, links or images failed.",
    error,
  );
}
