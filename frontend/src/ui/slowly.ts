/** The page answers again after so many milliseconds of work. */
const SPELL_MS = 12;

/** Does one piece of work after another, for as long as there is one; in between, the page answers whoever uses it. */
export async function slowly(step: () => boolean): Promise<void> {
  let start = performance.now();
  while (step()) {
    if (performance.now() - start > SPELL_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      start = performance.now();
    }
  }
}
