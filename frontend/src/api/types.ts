/**
 * The words of the HTTP contract, as the pages use them. The shapes are generated: `npm run contract` makes them anew.
 * What may be absent is optional, and then absent rather than null.
 */
import type { Choice, Leaderboard, NewArena, Skip, WinRateTable } from "./schema";

export type {
  Access,
  Account,
  Anytime,
  Arena,
  ArenaChange,
  ArenaView,
  Battle,
  Choice,
  Comparison,
  Counts,
  Estimated,
  FullArena,
  History,
  Invitation,
  IssuedToken,
  JoinedRater,
  Matchmaking,
  Me,
  Message,
  Model,
  NewAccount,
  NewArena,
  NewToken,
  NothingLeft,
  Outcome,
  Phase,
  Progress,
  Prompt,
  PromptPage,
  Rater,
  Receipt,
  Reveal,
  SetupState,
  SignedIn,
  Slice,
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
export type SkipReason = Skip["reason"];

/** Every rule of an arena, as its form writes them: an empty text and a zero take a rule away. */
export type ArenaDraft = Required<Omit<NewArena, "slug">>;

/** How clear it was, from slightly to much. */
export type Margin = NonNullable<Choice["margin"]>;
