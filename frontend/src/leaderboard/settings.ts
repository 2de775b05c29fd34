/** The settings of a board that an address can carry, each with what holds where it is not said. */
const DEFAULTS = {
  ties: "half",
  bothBad: "tie",
  interval: "",
  style: "none",
  position: "false",
  asOf: "",
};

export type Setting = keyof typeof DEFAULTS;
export type Settings = Record<Setting, string>;

export const SETTINGS = Object.keys(DEFAULTS) as Setting[];

export function settingsOf(query: URLSearchParams): Settings {
  return Object.fromEntries(SETTINGS.map((name) => [name, query.get(name) ?? DEFAULTS[name]])) as Settings;
}

/** What differs from the arena's own board, for an address; empty where nothing does. */
export function addressOf(settings: Settings): string {
  const said = SETTINGS.filter((name) => settings[name] !== DEFAULTS[name]);
  const query = new URLSearchParams(said.map((name) => [name, settings[name]])).toString();
  return query && `?${query}`;
}

/** A moment as a field for dates and times writes it, in the reader's own time; and back. */
export function localOf(iso: string): string {
  if (iso === "") {
    return "";
  }
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function isoOf(local: string): string {
  return local === "" ? "" : new Date(local).toISOString();
}
