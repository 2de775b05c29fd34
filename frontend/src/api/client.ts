import { Problem } from "./problem";
import type * as is from "./types";

/** Every call the pages make. Each returns its answer or throws a Problem. */
export const api = {
  me: () => get<is.Me>("/me"),
  ownRecord: () => get<is.OwnRecord>("/me/record"),
  signIn: (username: string, password: string) => post<is.SignedIn>("/session", { username, password }),
  signOut: () => remove("/session"),
  setupNeeded: () => get<is.SetupState>("/setup"),
  setUp: (code: string, password: string) => post<is.SignedIn>("/setup", { code, password }),
  accounts: () => get<is.Account[]>("/accounts"),
  addAccount: (username: string, password: string, role: is.NewAccount["role"]) =>
    post<is.Account>("/accounts", { username, password, role }),
  disableAccount: (id: string) => remove(`/accounts/${enc(id)}`),
  changePassword: (current: string, password: string) =>
    put<void>("/accounts/me/password", { current, password }),
  tokens: () => get<is.Token[]>("/tokens"),
  addToken: (token: is.NewToken) => post<is.IssuedToken>("/tokens", token),
  revokeToken: (id: string) => remove(`/tokens/${enc(id)}`),

  arenas: () => get<is.ArenaView[]>("/arenas"),
  arena: (slug: string) => get<is.ArenaView>(of(slug)),
  addArena: (draft: is.NewArena) => post<is.FullArena>("/arenas", draft),
  changeArena: (slug: string, change: is.ArenaChange) => send<is.FullArena>("PATCH", of(slug), change),
  deleteArena: (slug: string) => remove(`${of(slug)}?confirm=${enc(slug)}`),
  models: (slug: string) => get<is.Model[]>(`${of(slug)}/models`),
  prompts: (slug: string, offset: number, limit: number, q: string) =>
    get<is.PromptPage>(`${of(slug)}/prompts?offset=${offset}&limit=${limit}&q=${enc(q)}`),
  /** Only while the arena is a draft. */
  discard: (slug: string, which: { model: string } | { prompt_id: string }) =>
    send<{ responses: number }>("DELETE", `${of(slug)}/responses?${new URLSearchParams(which)}`),
  reports: (slug: string) => get<is.IdentityReport[]>(`${of(slug)}/reports`),
  raters: (slug: string) => get<is.Rater[]>(`${of(slug)}/raters`),
  invite: (slug: string, label?: string) => post<is.Invitation>(`${of(slug)}/raters`, { label }),
  revokeRater: (slug: string, id: string) => remove(`${of(slug)}/raters/${enc(id)}`),
  join: (slug: string, code?: string) => post<is.JoinedRater>(`${of(slug)}/join`, { code }),

  readLanguages: (languages: string[]) => put<is.Me>("/me/languages", { languages }),
  agree: (slug: string, version: number, language: string) =>
    post<is.ConsentGiven>(`${of(slug)}/consents`, { version, language }),
  consents: (slug: string) => get<is.ConsentText[]>(`${of(slug)}/consents`),

  draw: (slug: string) => soon<is.Battle | is.NothingLeft>("POST", `${of(slug)}/battles`, {}),
  vote: (battle: string, choice: is.Choice) =>
    soon<is.Receipt>("PUT", `/battles/${enc(battle)}/vote`, choice),
  undo: (battle: string, version: number) =>
    soon<is.Undone>("DELETE", `/battles/${enc(battle)}/vote?version=${version}`),
  skip: (battle: string, reason: is.SkipReason, version: number, identified?: is.Side[]) =>
    soon<void>("POST", `/battles/${enc(battle)}/skip`, { reason, version, identified }),
  renew: (battle: string) => soon<void>("PUT", `/battles/${enc(battle)}/lease`, {}),

  /** @param query of settings, with its question mark; empty for the arena's own board */
  board: (slug: string, query = "") => get<is.Board>(`${of(slug)}/leaderboard${query}`),
  history: (slug: string, query = "") => get<is.History>(`${of(slug)}/history${query}`),
  checks: (slug: string) => get<is.Diagnosis>(`${of(slug)}/diagnostics`),
  slices: (slug: string, by: is.SliceBy) => get<is.SliceTable>(`${of(slug)}/slices?by=${by}`),
  winRates: (slug: string) => get<is.WinRates>(`${of(slug)}/win-rates`),
  comparison: (slug: string, candidate: string, baseline: string) =>
    get<is.Comparison>(`${of(slug)}/comparison?candidate=${enc(candidate)}&baseline=${enc(baseline)}`),

  /** The address of a file that the browser downloads by itself. */
  file: (slug: string, name: string) => `/api${of(slug)}/${name}`,
};

const enc = encodeURIComponent;

function of(slug: string): string {
  return `/arenas/${enc(slug)}`;
}

function get<T>(path: string): Promise<T> {
  return send<T>("GET", path);
}

function post<T>(path: string, body: object): Promise<T> {
  return send<T>("POST", path, body);
}

function put<T>(path: string, body: object): Promise<T> {
  return send<T>("PUT", path, body);
}

function remove(path: string): Promise<void> {
  return send<void>("DELETE", path);
}

/** What somebody waits for before the booth: a network that swallows it is given up, so that it can be tried again. */
function soon<T>(method: string, path: string, body?: object): Promise<T> {
  return send<T>(method, path, body, AbortSignal.timeout(PATIENCE_MS));
}

/** As long as the server itself lets a vote wait to be written. */
const PATIENCE_MS = 15_000;

async function send<T>(
  method: string,
  path: string,
  body?: object,
  signal: AbortSignal | null = null,
): Promise<T> {
  const { response, text } = await reach(`/api${path}`, {
    method,
    headers: body ? { "Content-Type": "application/json", Accept: JSON_TYPES } : { Accept: JSON_TYPES },
    body: body && JSON.stringify(body),
    credentials: "same-origin",
    signal,
  });
  if (!response.ok) {
    throw Problem.of(response.status, text, response.headers.get("Retry-After"));
  }
  return (text === "" ? undefined : parsed(text)) as T;
}

/** A page in place of an answer comes from something in between, as where a network asks for its own sign-in. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw Problem.unreachable();
  }
}

const JSON_TYPES = "application/json, application/problem+json";

/** The body is read here too: a connection that breaks in the middle of it is as unreachable as one that never was. */
async function reach(path: string, request: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(path, request);
    return { response, text: await response.text() };
  } catch {
    throw Problem.unreachable();
  }
}
