import { remember, remembered } from "../browser/memory";

/** The languages of the pages, each by its own name. The language of the texts that are compared is another matter. */
export const LANGUAGES = { en: "English", ja: "日本語" } as const;

export type Language = keyof typeof LANGUAGES;

const CHOSEN = "language";

/** What the reader chose in this browser, or else the first that the browser asks for, or else English. */
export const language: Language = languageOf(remembered(CHOSEN), navigator.languages);

export function languageOf(chosen: unknown, asked: readonly string[]): Language {
  return [chosen, ...asked.map((tag) => tag.split("-")[0])].find(isLanguage) ?? "en";
}

/** Speaks another language from the next page on. */
export function speak(wanted: Language): void {
  remember(CHOSEN, wanted);
}

function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(LANGUAGES, value);
}
