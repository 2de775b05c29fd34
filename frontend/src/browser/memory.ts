/** What this browser remembers of a reader's habits; nothing where it keeps nothing, or something else wrote there. */
export function remembered(name: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A browser that cannot keep it serves all the same. */
export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch (error) {
    console.warn("This browser cannot remember a setting.", error);
  }
}

const PREFIX = "evenhand.";
