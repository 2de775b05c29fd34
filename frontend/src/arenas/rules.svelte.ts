import type { Access, ArenaDraft, FullArena, Matchmaking, Outcome, Reveal } from "../api";
import { t } from "../messages";

/** The rules of an arena while somebody writes them: lists as they are typed, and no number where there is no limit. */
export class Rules {
  name = $state("");
  question = $state(t.arena.defaultQuestion);
  instructions = $state("");
  consent = $state("");
  tie = $state(true);
  bothBad = $state(true);
  margin = $state(false);
  criteria = $state("");
  tags = $state("");
  languages = $state("");
  practice = $state(false);
  links = $state(false);
  images = $state(false);
  access = $state<Access>("link");
  reveal = $state<Reveal>("never");
  votesPerPair = $state<number | null>();
  votesPerRater = $state<number | null>();
  votesPerMinute = $state<number>(60);
  matchmaking = $state<Matchmaking>("active");
  publicBoard = $state(false);

  static of(arena: FullArena): Rules {
    const { outcomes, criteria, tags, languages, ...same } = arena;
    const rules = new Rules();
    rules.name = same.name;
    rules.question = same.question;
    rules.instructions = same.instructions ?? "";
    rules.consent = same.consent ?? "";
    rules.tie = outcomes.includes("tie");
    rules.bothBad = outcomes.includes("both_bad");
    rules.margin = same.margin;
    rules.criteria = criteria.join(", ");
    rules.tags = tags.join(", ");
    rules.languages = languages.join(", ");
    rules.practice = same.practice;
    rules.links = same.links;
    rules.images = same.images;
    rules.access = same.access;
    rules.reveal = same.reveal;
    rules.votesPerPair = same.votesPerPair;
    rules.votesPerRater = same.votesPerRater;
    rules.votesPerMinute = same.votesPerMinute;
    rules.matchmaking = same.matchmaking;
    rules.publicBoard = same.publicBoard;
    return rules;
  }

  draft(): ArenaDraft {
    return {
      name: this.name.trim(),
      question: this.question.trim() || t.arena.defaultQuestion,
      // An empty text takes them away.
      instructions: this.instructions.trim(),
      consent: this.consent.trim(),
      outcomes: this.#outcomes(),
      margin: this.margin,
      criteria: listed(this.criteria),
      tags: listed(this.tags),
      access: this.access,
      reveal: this.reveal,
      // Zero takes a limit away.
      votesPerPair: this.votesPerPair ?? 0,
      votesPerRater: this.votesPerRater ?? 0,
      votesPerMinute: this.votesPerMinute,
      matchmaking: this.matchmaking,
      publicBoard: this.publicBoard,
      languages: listed(this.languages),
      practice: this.practice,
      links: this.links,
      images: this.images,
    };
  }

  #outcomes(): Outcome[] {
    return [
      "left",
      "right",
      ...(this.tie ? (["tie"] as const) : []),
      ...(this.bothBad ? (["both_bad"] as const) : []),
    ];
  }
}

/** What stands between commas, each once. */
export function listed(text: string): string[] {
  return [...new Set(text.split(/[,、，]/).map((word) => word.trim()))].filter((word) => word !== "");
}
