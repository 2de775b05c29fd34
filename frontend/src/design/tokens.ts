/** One custom property of the style sheet, and the remark that stands above it. */
export interface Token {
  name: string;
  value: string;
  remark?: string;
}

export type Kind = "colour" | "space" | "type" | "measure";

/** The tokens of a style sheet as they stand in its first rule, in their order. */
export function tokensOf(sheet: string): Token[] {
  const rule = /:root\s*\{([^}]*)\}/.exec(sheet)?.[1] ?? "";
  return [...rule.matchAll(/(?:\/\*\s*([^*]*?)\s*\*\/\s*)?(--[\w-]+):\s*([^;]+);/g)].map(
    ([, remark, name, value]) => ({
      name: name!,
      value: value!.replace(/\s+/g, " "),
      ...(remark && { remark }),
    }),
  );
}

/** What a token is made for, by its name and value. */
export function kindOf({ name, value }: Token): Kind {
  if (/^--space-/.test(name)) {
    return "space";
  }
  if (/^--(text|sans|mono|math)/.test(name)) {
    return "type";
  }
  return /^(light-dark\(|#)/.test(value) ? "colour" : "measure";
}
