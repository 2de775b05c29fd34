import { expect, test } from "vitest";
import type { Access, Counts, Phase } from "../api";
import { nextStep, type Step } from "./step";

const NOTHING: Counts = { models: 0, prompts: 0, responses: 0, pairs: 0, votes: 0, skips: 0, raters: 0 };

test.each<[Step, Phase, Access, Partial<Counts>]>([
  ["upload", "draft", "link", {}],
  ["upload", "draft", "link", { models: 1, responses: 9 }],
  ["imported", "draft", "link", { votes: 40 }],
  ["invite", "draft", "invited", { pairs: 3 }],
  ["open", "draft", "invited", { pairs: 3, raters: 1 }],
  ["open", "draft", "link", { pairs: 3 }],
  ["open", "draft", "open", { pairs: 3, votes: 2 }],
  ["share", "open", "link", { pairs: 3 }],
  ["share", "open", "open", { pairs: 3 }],
  ["invite", "open", "invited", { pairs: 3 }],
  ["watch", "open", "invited", { pairs: 3, raters: 1 }],
  ["watch", "open", "link", { pairs: 3, raters: 4, votes: 10 }],
  ["resume", "paused", "link", { pairs: 3 }],
  ["read", "closed", "invited", { pairs: 3 }],
])("the next step is to %s: %s, access %s, %o", (step, phase, access, counts) => {
  expect(nextStep({ phase, access, counts: { ...NOTHING, ...counts } })).toBe(step);
});
