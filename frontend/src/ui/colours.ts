import DOMPurify from "dompurify";
import highlighter from "highlight.js/lib/common";

/**
 * Code with its words told apart by colour; nothing where the language is not known, for a guess would colour one
 * answer and not the other. This module brings the highlighter along, so it is loaded only when a text holds code.
 */
export function coloured(code: string, language: string): DocumentFragment | undefined {
  if (!highlighter.getLanguage(language)) {
    return undefined;
  }
  const { value } = highlighter.highlight(code, { language, ignoreIllegals: true });
  const fragment = DOMPurify.sanitize(value, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: ["span", "#text"],
    ALLOWED_ATTR: ["class"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
  for (const word of fragment.querySelectorAll("[class]")) {
    const kind = /^hljs-([a-z]+)/.exec(word.className)?.[1];
    word.className = kind ? `code-${kind}` : "";
  }
  return fragment;
}
