import { remember, remembered } from "./memory";

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

const CHOSEN = "theme";

/** The reader's choice of colours; without one, those of the system. */
export function theme(): Theme {
  const chosen = remembered(CHOSEN);
  return THEMES.find((known) => known === chosen) ?? "system";
}

/** Puts on the colours that were chosen. */
export function dress(wanted: Theme = theme()): void {
  const { dataset } = document.documentElement;
  if (wanted === "system") {
    delete dataset.theme;
  } else {
    dataset.theme = wanted;
  }
}

export function choose(wanted: Theme): void {
  remember(CHOSEN, wanted);
  dress(wanted);
}
