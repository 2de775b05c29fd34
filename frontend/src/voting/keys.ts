import type { Margin, Outcome } from "../api";

/** What a key asks of the booth. */
export type Wish =
  | { kind: "choose"; outcome: Outcome }
  | { kind: "weigh"; margin: Margin }
  | { kind: "undo" | "skip" | "comment" | "keys" | "confirm" | "reconsider" };

export type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey" | "repeat" | "isComposing" | "target"
>;

/** The numbers follow the order on the screen; the letters are first letters. */
export const OUTCOME_KEYS: Record<Outcome, [string, string]> = {
  left: ["1", "A"],
  tie: ["2", "T"],
  both_bad: ["3", "X"],
  right: ["4", "B"],
};

export const MARGIN_KEYS: Record<Margin, string> = { 1: "Q", 2: "W", 3: "E" };

const WISHES = new Map<string, Wish>([
  ...(Object.entries(OUTCOME_KEYS) as [Outcome, string[]][]).flatMap(([outcome, keys]) =>
    keys.map((key) => [key.toLowerCase(), { kind: "choose", outcome }] as [string, Wish]),
  ),
  ...Object.entries(MARGIN_KEYS).map(
    ([margin, key]) => [key.toLowerCase(), { kind: "weigh", margin: Number(margin) }] as [string, Wish],
  ),
  ["u", { kind: "undo" }],
  ["s", { kind: "skip" }],
  ["c", { kind: "comment" }],
  ["?", { kind: "keys" }],
  ["enter", { kind: "confirm" }],
  ["escape", { kind: "reconsider" }],
]);

/** The wish of a key press; none while someone types, holds a key down, or speaks to the browser. */
export function wishOf(event: Pressed): Wish | undefined {
  if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
    return undefined;
  }
  const key = letter(event);
  if ((event.shiftKey && key !== "?") || busy(event.target, key)) {
    return undefined;
  }
  return WISHES.get(key);
}

/** Where the layout has no Latin letters, the place of the key counts. */
function letter({ key, code }: Pressed): string {
  if (/^[\x20-\x7f]$/.test(key) && !/[!-/:->@[-`{-~]/.test(key)) {
    return key.toLowerCase();
  }
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? key.toLowerCase();
}

function busy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) {
    return false;
  }
  const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog *";
  return target.closest(typing) !== null || (key === "enter" && target.closest("button, a") !== null);
}
