import type { Snippet } from "svelte";

/** What a page puts at the end of the header bar in place of the navigation. */
export const bar = $state<{ end: Snippet | undefined }>({ end: undefined });
