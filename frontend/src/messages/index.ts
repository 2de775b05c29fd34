import { en, type Messages } from "./en";
import { formats } from "./format";
import { methodsEn, type MethodsSection } from "./methods.en";

/** The words of the chosen language, and its way to write numbers and dates. */
export const t: Messages = en;
export const methods: MethodsSection[] = methodsEn;
export const show = formats(t.locale, "\u00a0");
