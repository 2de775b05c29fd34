export const numbers = new Intl.NumberFormat("en-GB");

/** So many of something, in English. */
export function many(count: number, one: string, several: string): string {
  return `${numbers.format(count)} ${count === 1 ? one : several}`;
}
