import { createSubscriber } from "svelte/reactivity";
import { aroundWords, staffWords } from "./messages";

/** The paths of the application, and which wing stands behind each. A wing is loaded when it is first needed. */
const ROUTES = {
  "/": () => import("./arenas/ArenasPage.svelte"),
  "/login": () => import("./account/LoginPage.svelte"),
  "/setup": () => import("./account/SetupPage.svelte"),
  "/methods": () => import("./leaderboard/MethodsPage.svelte"),
  "/account": () => import("./account/AccountPage.svelte"),
  "/arenas/new": () => import("./arenas/NewArenaPage.svelte"),
  "/arenas/:slug": () => import("./arenas/OverviewPage.svelte"),
  "/arenas/:slug/settings": () => import("./arenas/SettingsPage.svelte"),
  "/arenas/:slug/responses": () => import("./upload/ResponsesPage.svelte"),
  "/arenas/:slug/votes": () => import("./upload/VotesPage.svelte"),
  "/arenas/:slug/raters": () => import("./arenas/RatersPage.svelte"),
  "/arenas/:slug/vote": () => import("./voting/VotingPage.svelte"),
  "/arenas/:slug/practice": () => import("./voting/PracticePage.svelte"),
  "/arenas/:slug/record": () => import("./voting/RecordPage.svelte"),
  "/arenas/:slug/join": () => import("./voting/JoinPage.svelte"),
  "/arenas/:slug/leaderboard": () => import("./leaderboard/LeaderboardPage.svelte"),
  "/arenas/:slug/history": () => import("./leaderboard/HistoryPage.svelte"),
  "/arenas/:slug/checks": () => import("./leaderboard/ChecksPage.svelte"),
  "/arenas/:slug/win-rates": () => import("./leaderboard/WinRatesPage.svelte"),
  "/arenas/:slug/comparison": () => import("./leaderboard/ComparisonPage.svelte"),
};

export type Path = keyof typeof ROUTES;

/** What raters open on their phones: their pages go without the words of all others. */
const RATERS: Path[] = [
  "/arenas/:slug/vote",
  "/arenas/:slug/join",
  "/arenas/:slug/practice",
  "/arenas/:slug/record",
];

/** Those of them around the booth have words of their own. */
const AROUND: Path[] = ["/arenas/:slug/join", "/arenas/:slug/practice", "/arenas/:slug/record"];

export interface Place {
  /** Which of the routes this is; absent where there is no such page. */
  route?: Path;
  slug?: string;
  query: URLSearchParams;
  path: string;
}

/** Where the reader is, and how to go elsewhere. Reading the place in a component follows it. */
class Router {
  readonly #followers = new Set<() => void>();
  #follow = createSubscriber((update) => this.follow(update));

  /** Calls back whenever the reader has moved, until it is told to stop. */
  follow = (onmove: () => void): (() => void) => {
    if (this.#followers.size === 0) {
      addEventListener("popstate", this.#moved);
      document.addEventListener("click", this.#clicked);
    }
    this.#followers.add(onmove);
    return () => {
      this.#followers.delete(onmove);
      if (this.#followers.size === 0) {
        removeEventListener("popstate", this.#moved);
        document.removeEventListener("click", this.#clicked);
      }
    };
  };

  get place(): Place {
    this.#follow();
    return placeOf(location.pathname, location.search);
  }

  go = (to: string): void => {
    history.pushState(undefined, "", to);
    this.#moved();
  };

  /** Takes the place of the present entry, so that Back does not return to it. */
  replace = (to: string): void => {
    history.replaceState(undefined, "", to);
    this.#moved();
  };

  /** The words come before the page: it may use them as soon as it is there. */
  async load(route: Path): Promise<Awaited<ReturnType<(typeof ROUTES)[Path]>>> {
    const page = ROUTES[route]();
    await (RATERS.includes(route) ? undefined : staffWords());
    await (AROUND.includes(route) ? aroundWords() : undefined);
    return page;
  }

  #moved = (): void => {
    this.#followers.forEach((onmove) => onmove());
  };

  #clicked = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : undefined;
    if (link && !event.defaultPrevented && plain(event) && inside(link)) {
      event.preventDefault();
      this.go(link.pathname + link.search + link.hash);
    }
  };
}

export const router = new Router();

export function placeOf(pathname: string, search = ""): Place {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  const query = new URLSearchParams(search);
  if (path in ROUTES) {
    return { route: path as Path, query, path };
  }
  const [, written, rest] = /^\/arenas\/([^/]+)(\/[^/]+)?$/.exec(path) ?? [];
  const slug = written && decoded(written);
  const route = `/arenas/:slug${rest ?? ""}`;
  return slug && route in ROUTES ? { route: route as Path, slug, query, path } : { query, path };
}

/** Nothing where the bytes are no text. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** Downloads, other tabs, other hosts and jumps within the page are the browser's own affair. */
function inside(link: HTMLAnchorElement): boolean {
  return (
    link.origin === location.origin &&
    !link.target &&
    !link.hasAttribute("download") &&
    !link.pathname.startsWith("/api/") &&
    !link.pathname.startsWith("/q/") &&
    !(link.hash && link.pathname === location.pathname && link.search === location.search)
  );
}
