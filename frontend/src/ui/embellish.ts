import { sourceOf } from "./math";
import { slowly } from "./slowly";

/** Code longer than this stays in one colour. */
const LONGEST_CODE = 50_000;

/**
 * Sets the formulas of a rendered text and colours its code. What that needs is loaded the first time a text has
 * either; until then, and where it cannot be had, the text stands as it was written.
 */
export async function embellish(text: ParentNode): Promise<void> {
  const formulas = [...text.querySelectorAll<HTMLElement>("[data-math]")];
  const codes = [...text.querySelectorAll<HTMLElement>("pre[data-language] > code")].filter(
    (code) => code.textContent!.length <= LONGEST_CODE,
  );
  await Promise.all([
    formulas.length > 0 && setFormulas(formulas).catch(leave),
    codes.length > 0 && colour(codes).catch(leave),
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

/** Without its ornaments a text is whole. */
function leave(error: unknown): void {
  console.warn("Formulas or colours could not be loaded; the text stands as it was written.", error);
}
