/** What a keyboard can reach; only such things show a focus. */
const REACHED = 'a, button, input, select, textarea, summary, [tabindex="0"]';

/** Inside these classes everything looks as if the pointer were over it, or the focus on it. */
const STATES: Record<string, string> = {
  ":hover": ":is(.as-hovered, .as-hovered *)",
  ":focus-visible": `:is(.as-focused :is(${REACHED}))`,
};

/**
 * Doubles every rule that waits for a pointer or a focus, so that such a look can be shown without either: the look is
 * the style sheet's own, not a copy that could go stale.
 */
export function standing(sheets: Iterable<CSSStyleSheet>): string {
  return [...sheets].flatMap((sheet) => [...sheet.cssRules].map(doubled)).join("\n");
}

function doubled(rule: CSSRule): string {
  if (rule instanceof CSSStyleRule) {
    const always = Object.entries(STATES).reduce(
      (selector, [state, always]) => selector.replaceAll(state, always),
      rule.selectorText,
    );
    const own = always === rule.selectorText ? "" : `${always} { ${rule.style.cssText} }`;
    return own + within(rule.selectorText, rule.cssRules);
  }
  return rule instanceof CSSMediaRule ? within(`@media ${rule.conditionText}`, rule.cssRules) : "";
}

/** Rules stand within others, too. Not every engine knows of it. */
function within(outer: string, rules: CSSRuleList | undefined): string {
  const inner = [...(rules ?? [])].map(doubled).join("");
  return inner && `${outer} { ${inner} }`;
}
