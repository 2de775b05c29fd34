/** Words of the contract that need a translation each; the messages know no api, so they stand here again. */
export type Phase = "draft" | "open" | "paused" | "closed";
export type SkipReason = "cannot-judge" | "language" | "broken" | "offensive" | "reveals-identity" | "other";

/** What an arena lets its raters do. */
export interface Offered {
  tie: boolean;
  bothBad: boolean;
  undo: boolean;
}

/** The figures of a sentence of the server's, by their names there. */
export type Figures = Partial<Record<string, number>>;

/** The shape of one language's words, with whatever words another has. */
export type Words<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string
    : T extends readonly (infer One)[]
      ? Words<One>[]
      : { [Key in keyof T]: Words<T[Key]> };
