/** Words of the contract that need a translation each; the messages know no api, so they stand here again. */
export type Phase = "draft" | "open" | "paused" | "closed";
export type SkipReason = "cannot-judge" | "language" | "broken" | "offensive" | "reveals-identity" | "other";
