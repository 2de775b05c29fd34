/** As long as the server takes it. */
const LONGEST = 64;

/** The address that a name suggests: lower-case letters and digits with single hyphens; empty where it has neither. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
}
