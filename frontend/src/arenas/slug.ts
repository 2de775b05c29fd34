/** As long as the server takes it. */
const LONGEST = 64;

/** Where the page is that makes arenas: no arena lives there. */
const TAKEN = "new";

/** What the server takes as an address. */
export const SLUG = `(?!${TAKEN}$)[a-z0-9](-?[a-z0-9])*`;

/** The address that a name suggests: lower-case letters and digits with single hyphens; empty where it has neither. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
  return slug === TAKEN ? `${slug}-arena` : slug;
}
