import { formats } from "./format";
import type { StaffMessages } from "./en";
import { language } from "./language";
import type { MethodsSection } from "./methods.en";
import type { AroundMessages } from "./around.en";
import type { RaterMessages } from "./rater.en";

export type Messages = RaterMessages & AroundMessages & StaffMessages;

const rater = language === "ja" ? (await import("./rater.ja")).raterJa : (await import("./rater.en")).raterEn;

/** The words of the chosen language. Those of admins and analysts are here once their pages have asked for them. */
export const t = { ...rater } as Messages;
export const methods: MethodsSection[] = [];

/** The chosen language's way to write numbers and dates. */
export const show = formats(t.locale, t.percentSpace);

/** Brings the words of admins and analysts along: raters never need them. */
export async function staffWords(): Promise<void> {
  const [words, sections] =
    language === "ja"
      ? [(await import("./ja")).ja, (await import("./methods.ja")).methodsJa]
      : [(await import("./en")).en, (await import("./methods.en")).methodsEn];
  Object.assign(t, words);
  methods.splice(0, methods.length, ...sections);
}

/** Brings the words of the pages around the booth along: whoever votes needs them no more. */
export async function aroundWords(): Promise<void> {
  const words =
    language === "ja" ? (await import("./around.ja")).aroundJa : (await import("./around.en")).aroundEn;
  Object.assign(t, words);
}

export type { Offered } from "./words";
export { language, LANGUAGES, speak } from "./language";
