import type { Outcome } from "../api";
import { remember, remembered } from "../browser/memory";

export type Action =
  | Outcome
  | "slightly"
  | "clearly"
  | "much"
  | "undo"
  | "skip"
  | "comment"
  | "onward"
  | "back"
  | "tag_left"
  | "tag_right"
  | "names_left"
  | "names_right"
  | "flip"
  | "both"
  | "difference"
  | "source"
  | "together"
  | "prompt"
  | "keys";

/** What a key asks of the booth. */
export type Wish = Action | "confirm" | "reconsider";

export type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey" | "repeat" | "isComposing" | "target"
>;

/** The numbers follow the order on the screen; the letters are first letters. */
const DEFAULTS: Record<Action, string[]> = {
  left: ["1", "A"],
  tie: ["2", "T"],
  both_bad: ["3", "X"],
  right: ["4", "B"],
  slightly: ["Q"],
  clearly: ["W"],
  much: ["E"],
  undo: ["U"],
  skip: ["S"],
  comment: ["C"],
  onward: ["J"],
  back: ["K"],
  tag_left: ["G"],
  tag_right: ["H"],
  names_left: ["N"],
  names_right: ["M"],
  flip: ["F"],
  both: ["V"],
  difference: ["D"],
  source: ["R"],
  together: ["L"],
  prompt: ["P"],
  keys: ["?"],
};

const ACTIONS = Object.keys(DEFAULTS) as Action[];

/** They scroll what is read, unless the reader gives them something to do; written as they stand on keyboards. */
const ARROWS: Record<string, string> = { ArrowLeft: "←", ArrowUp: "↑", ArrowRight: "→", ArrowDown: "↓" };

const OWN = "keys";
const ON = "keys.on";

/** After the key for the tags of one response: which key stands for which of them. */
export const TAG_KEYS = "1234567890qwertyuiopasdf";

/** Which key does what for this reader: as we propose it, or as they have chosen it in this browser. */
export class Keyboard {
  /** Whether single keys do anything: who speaks to the browser, or hits keys unawares, can do without (WCAG 2.1.4). */
  on = $state(remembered(ON) !== false);
  readonly actions = ACTIONS;
  #own = $state.raw(read(remembered(OWN)));
  readonly #wishes = $derived(
    new Map<string, Wish>([
      // The reader's own come last, and so first: one of ours may have come to be proposed for another action since.
      ...[...ACTIONS]
        .sort((one, other) => Number(one in this.#own) - Number(other in this.#own))
        .flatMap((action) => this.keysOf(action).map((key) => [key.toLowerCase(), action] as [string, Wish])),
      ["enter", "confirm"],
      ["escape", "reconsider"],
    ]),
  );
  readonly changed = $derived(Object.keys(this.#own).length > 0);

  keysOf(action: Action): string[] {
    return this.#own[action] ?? DEFAULTS[action];
  }

  /** The keys of an action, as programs that read a page aloud are told of them. */
  shortcutsOf(action: Action): string | undefined {
    return this.on ? this.keysOf(action).map(named).join(" ") : undefined;
  }

  /** The wish of a key press; none while someone types, holds a key down, or speaks to the browser. */
  wishOf(event: Pressed): Wish | undefined {
    return event.repeat ? undefined : this.#meantBy(event);
  }

  /** Whether the browser does nothing of its own by this key, held down or not: types it where the wish leads, or scrolls. */
  takes(event: Pressed): boolean {
    const wish = this.#meantBy(event);
    return wish !== undefined && wish !== "confirm";
  }

  #meantBy(event: Pressed): Wish | undefined {
    const key = plain(event);
    return key === undefined || !(this.on || key.length > 1) ? undefined : this.#wishes.get(key);
  }

  /** Which tag a key press stands for, counted from zero; -1 for none, and nothing where the key is no answer at all. */
  tagOf(event: Pressed): number | undefined {
    const key = event.repeat ? undefined : plain(event);
    return key === undefined || ["shift", "tab"].includes(key) ? undefined : TAG_KEYS.indexOf(key);
  }

  /** The digit of a key press, wherever the layout has it, also while a dialog asks for one. */
  digitOf(event: Pressed): number | undefined {
    const digit = this.on && !event.repeat && alone(event) ? /^[1-9]$/.exec(written(event))?.[0] : undefined;
    return digit === undefined ? undefined : Number(digit);
  }

  /** Turns single keys on or off; Enter, Escape and all buttons stay. */
  turn(on: boolean): void {
    this.on = on;
    remember(ON, on);
  }

  /** Gives an action the key that was pressed, unless another has it: then says which. */
  assign(action: Action, event: Pressed): { taken?: Wish; done: boolean } {
    const key = written(event);
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[\p{L}\d\p{P}\p{S}]$/u.test(key)) {
      return { done: false };
    }
    const taken = this.#wishes.get(key);
    if (taken !== undefined && taken !== action) {
      return { taken, done: false };
    }
    this.#own = { ...this.#own, [action]: [key.toUpperCase()] };
    remember(OWN, this.#own);
    return { done: true };
  }

  reset(): void {
    this.#own = {};
    remember(OWN, this.#own);
  }
}

type Own = Partial<Record<Action, string[]>>;

/** Only what has the form that was written is believed. */
function read(value: unknown): Own {
  if (typeof value !== "object" || value === null) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).filter(
      ([action, keys]) =>
        action in DEFAULTS && Array.isArray(keys) && keys.every((key) => typeof key === "string"),
    ),
  );
}

/** The key that was pressed by itself; nothing while someone types, or speaks to the browser. */
function plain(event: Pressed): string | undefined {
  if (!alone(event)) {
    return undefined;
  }
  const key = written(event);
  return (event.shiftKey && /^[\p{L}\d←↑→↓]$/u.test(key)) || busy(event.target, key) ? undefined : key;
}

function alone({ isComposing, ctrlKey, altKey, metaKey }: Pressed): boolean {
  return !(isComposing || ctrlKey || altKey || metaKey);
}

/** Where the layout has no Latin letters, the place of the key counts. */
function written({ key, code }: Pressed): string {
  if (/^[\x20-\x7f]$/.test(key) && !/[!-/:->@[-`{-~]/.test(key)) {
    return key.toLowerCase();
  }
  return ARROWS[key] ?? /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? key.toLowerCase();
}

function named(key: string): string {
  return Object.keys(ARROWS).find((name) => ARROWS[name] === key) ?? key;
}

function busy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) {
    return false;
  }
  const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog *";
  const own =
    key === "enter" ? "button, a" : Object.values(ARROWS).includes(key) ? "[type=radio]" : undefined;
  return target.closest(typing) !== null || (own !== undefined && target.closest(own) !== null);
}
