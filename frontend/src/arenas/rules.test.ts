import { expect, test } from "vitest";
import type { FullArena } from "../api";
import { listed, Rules } from "./rules.svelte";

const ARENA: FullArena = {
  slug: "a",
  name: "A",
  question: "Which?",
  consent: "I agree.",
  phase: "draft",
  access: "invited",
  outcomes: ["left", "right", "tie"],
  margin: true,
  criteria: ["Tone", "Truth"],
  tags: [],
  languages: ["en", "pt-BR"],
  practice: true,
  links: true,
  images: true,
  changeable: false,
  publicBoard: true,
  reveal: "after_vote",
  votesPerPair: 3,
  votesPerMinute: 0,
  matchmaking: "uniform",
  createdAt: "2030-01-01T00:00:00Z",
  counts: { models: 0, prompts: 0, responses: 0, pairs: 0, votes: 0, skips: 0, raters: 0 },
};

test("rules that nobody touched say what the arena says", () => {
  const draft = Rules.of(ARENA).draft();

  const { slug: _s, phase: _p, createdAt: _c, changeable: _h, counts: _n, ...said } = ARENA;
  expect(draft).toEqual({ ...said, instructions: "", votesPerRater: 0 });
});

test("a limit that was emptied is taken away", () => {
  const rules = Rules.of(ARENA);
  rules.votesPerPair = null;

  expect(rules.draft().votesPerPair).toBe(0);
});

test("a list is what stands between commas, each once", () => {
  expect(listed(" Tone, Truth,, Tone、有用 ")).toEqual(["Tone", "Truth", "有用"]);
});
