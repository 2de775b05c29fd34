/**
 * The words of the HTTP contract, as the pages use them. The shapes are generated: `npm run contract` makes them anew.
 * What may be absent is optional, and then absent rather than null.
 */
import type { Choice, Leaderboard, NewArena, Skip, Sliced, WinRateTable } from "./schema";

export type {
  Access,
  Account,
  AgreementMeasure,
  Anytime,
  Arena,
  ArenaChange,
  ArenaView,
  Battle,
  BoardSlice,
  ByTieRule,
  Checkup,
  Choice,
  Comparison,
  ConsentGiven,
  ConsentText,
  Counts,
  Diagnosis,
  Estimated,
  FullArena,
  History,
  IdentityReport,
  Influential,
  Invitation,
  IssuedToken,
  JoinedRater,
  LastDecision,
  Matchmaking,
  Me,
  Message,
  Model,
  NewAccount,
  NewArena,
  NewToken,
  NothingLeft,
  Outcome,
  OwnRecord,
  PairResidual,
  Phase,
  Progress,
  Prompt,
  PromptPage,
  Rater,
  Receipt,
  Reliable,
  Reveal,
  SetupState,
  SignedIn,
  Slice,
  SliceTable,
  Standing,
  Token,
  Undone,
  Unrated,
  UploadReport,
  Violation,
  WinRateCell,
} from "./schema";

export type Board = Leaderboard;
export type WinRates = WinRateTable;
export type SliceBy = Sliced["by"];
export type SkipReason = Skip["reason"];

/** Every rule of an arena, as its form writes them: an empty text and a zero take a rule away. */
export type ArenaDraft = Required<Omit<NewArena, "slug">>;

/** Where a response stands in a battle. */
export type Side = NonNullable<Choice["identified"]>[number];

/** How clear it was, from slightly to much. */
export type Margin = NonNullable<Choice["margin"]>;
