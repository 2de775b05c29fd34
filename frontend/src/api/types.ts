/** The shapes of the HTTP contract. What may be absent is optional, and then absent rather than null. */

export type Role = "anonymous" | "admin" | "analyst" | "rater";

export interface Me {
  role: Role;
  name?: string;
  /** The slug of the arena a rater belongs to. */
  arena?: string;
  votes?: number;
  progress?: Progress;
}

export interface Progress {
  done: number;
  target?: number;
}

export interface Account {
  id: string;
  username: string;
  role: "admin" | "analyst";
  createdAt: string;
  disabled: boolean;
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  arena?: string;
  createdAt: string;
  expiresAt?: string;
  lastUsedAt?: string;
}

export interface NewToken {
  name: string;
  role: "admin" | "analyst";
  expiresAt?: string;
}

export interface IssuedToken {
  id: string;
  name: string;
  role: Role;
  token: string;
}

export type Outcome = "left" | "right" | "tie" | "both_bad";
export type Access = "invited" | "link" | "open";
export type Reveal = "never" | "after_vote" | "at_close";
export type Matchmaking = "active" | "least_seen" | "uniform";
export type Phase = "draft" | "open" | "paused" | "closed";

/** What everybody may see of an arena. */
export interface Arena {
  slug: string;
  name: string;
  question: string;
  instructions?: string;
  consent?: string;
  phase: Phase;
  access: Access;
  outcomes: Outcome[];
  margin: boolean;
  criteria: string[];
  tags: string[];
  languages: string[];
  practice: boolean;
  publicBoard: boolean;
}

/** What admins and analysts see of it. */
export interface FullArena extends Arena {
  reveal: Reveal;
  votesPerPair?: number;
  votesPerRater?: number;
  votesPerMinute: number;
  matchmaking: Matchmaking;
  /** Admins only: a path with the code as fragment where access is by link, without one where it is open. */
  joinUrl?: string;
  createdAt: string;
  openedAt?: string;
  closedAt?: string;
  counts: Counts;
}

export interface Counts {
  models: number;
  prompts: number;
  responses: number;
  pairs: number;
  votes: number;
  skips: number;
  raters: number;
}

/** The rules of an arena as an admin writes them; null takes an optional rule away. */
export interface ArenaDraft {
  name: string;
  question: string;
  instructions: string | null;
  consent: string | null;
  outcomes: Outcome[];
  margin: boolean;
  criteria: string[];
  tags: string[];
  access: Access;
  reveal: Reveal;
  votesPerPair: number;
  votesPerRater: number;
  votesPerMinute: number;
  matchmaking: Matchmaking;
  publicBoard: boolean;
  languages: string[];
  practice: boolean;
}

export interface Model {
  name: string;
  organization?: string;
  systemPrompt?: string;
  parameters?: unknown;
  /** How many responses of it there are. */
  responses: number;
  /** How many votes it took part in. */
  votes: number;
}

export interface Message {
  role: string;
  content: string;
}

export interface PromptPage {
  total: number;
  prompts: Prompt[];
}

export interface Prompt {
  id: string;
  category?: string;
  language?: string;
  messages: Message[];
  responses: { model: string; text: string }[];
}

export interface Rater {
  id: string;
  label?: string;
  kind: "invited" | "anonymous";
  votes: number;
  skips: number;
  lastVoteAt?: string;
  createdAt: string;
  revokedAt?: string;
}

export interface Invitation {
  id: string;
  label?: string;
  joinUrl: string;
  token: string;
}

export interface Violation {
  line?: number;
  column?: string;
  field?: string;
  code: string;
  message: string;
}

/** What became of an uploaded file, of responses or of votes. */
export interface UploadReport {
  rows: number;
  accepted: number;
  rejected: number;
  repeated: number;
  prompts: number;
  models: number;
  responses?: number;
  raters?: number;
  warnings: Violation[];
  violations: Violation[];
  violationsTotal: number;
  dryRun: boolean;
}

export interface Battle {
  id: string;
  version: number;
  prompt: { messages: Message[] };
  left: { text: string };
  right: { text: string };
  outcomes: Outcome[];
  criteria: string[];
  tags: string[];
  margin: boolean;
  question: string;
  progress: Progress;
  expiresAt: string;
}

export interface NothingLeft {
  id: null;
  reason: string;
}

export type Margin = 1 | 2 | 3;

export interface Choice {
  outcome: Outcome;
  version: number;
  margin?: Margin;
  criteria?: Record<string, Outcome>;
  tags?: { left: string[]; right: string[] };
  comment?: string;
}

export interface Receipt {
  battle: string;
  version: number;
  outcome: Outcome;
  votedAt: string;
  changeableUntil?: string;
  counted: boolean;
  reveal?: { left: string; right: string };
}

export type SkipReason = "cannot-judge" | "language" | "broken" | "offensive" | "reveals-identity" | "other";

export interface Method {
  method: string;
  ties: string;
  bothBad: string;
  interval: string;
  /** True where somebody asked for this interval; else it is the best that the votes allow. */
  intervalChosen: boolean;
  generalisesTo?: string;
  level: number;
  style: string;
  position: boolean;
  anchor?: string;
  rankRule: string;
  engine: string;
}

export interface Standing {
  rank: number;
  rankLow?: number;
  rankHigh?: number;
  model: string;
  organization?: string;
  rating: number;
  se?: number;
  lower?: number;
  upper?: number;
  votes: number;
  wins: number;
  losses: number;
  ties: number;
  bothBad: number;
  winRate: number;
  expectedWinRate: number;
  /** Which of several unconnected boards this line stands on. */
  component?: number;
}

export interface Board {
  snapshot: string;
  hash: string;
  at: string;
  method: Method;
  votes: number;
  raters: number;
  standings: Standing[];
  unrated: Unrated[];
  components: string[][];
  warnings: { code: string; message: string }[];
}

export interface Unrated {
  model: string;
  /** A sentence. */
  reason: string;
  votes: number;
}

export interface WinRates {
  snapshot: string;
  /** In the order of the board, unrated ones last. */
  models: string[];
  cells: WinRateCell[];
}

export interface WinRateCell {
  model: string;
  opponent: string;
  votes: number;
  wins: number;
  losses: number;
  ties: number;
  bothBad: number;
  observed?: number;
  expected?: number;
}

export interface Comparison {
  candidate: string;
  baseline: string;
  sentence: string;
  wins: number;
  losses: number;
  ties: number;
  bothBad: number;
  n: number;
  tieRule: string;
  winRate?: number;
  lower?: number;
  upper?: number;
  level: number;
  interval: string;
  generalisesTo: string;
  designEffect?: number;
  halfTies?: { winRate?: number; lower?: number; upper?: number };
  anytime: Anytime;
  eloGap?: number;
  boardGap?: number;
  raters: number;
  snapshot: string;
  slices: Slice[];
}

/** An interval that holds however often one looks. */
export interface Anytime {
  lower?: number;
  upper?: number;
  eValue: number;
  /** After how many votes or raters, by fedBy, an even rate was first excluded. */
  decidedAt?: number;
  fedBy: "vote" | "rater";
}

export interface Slice {
  by: "category" | "language";
  value: string;
  wins: number;
  losses: number;
  ties: number;
  bothBad: number;
  n: number;
  winRate?: number;
  lower?: number;
  upper?: number;
}
