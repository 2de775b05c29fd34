/**
 * Stands in for the package entities in the bundle: every browser knows the names of HTML's characters already.
 * Markdown-it asks only for what looks like one such name.
 */
export function decodeHTMLStrict(name: string): string {
  let character = known.get(name);
  if (character === undefined) {
    const read = new DOMParser().parseFromString(name, "text/html").body.textContent ?? name;
    // A browser also reads half a name, as in "&copycat;": what keeps its semicolon was not read as a whole.
    character = read.endsWith(";") && name !== "&semi;" ? name : read;
    known.set(name, character);
  }
  return character;
}

const known = new Map<string, string>();

/** The same, under the name by which addresses and titles ask. */
export const decodeHTML = decodeHTMLStrict;
