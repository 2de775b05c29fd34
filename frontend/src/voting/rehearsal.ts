import type { Arena, Battle, Choice, Receipt } from "../api";
import { t } from "../messages";
import type { Surroundings } from "./booth.svelte";

/** One example to practise on. */
export interface Example {
  prompt: string;
  left: string;
  right: string;
}

/** What an arena asks of every vote and lets its raters do, and so where it is only practised. */
export type Asking = Pick<Arena, "outcomes" | "margin" | "criteria" | "tags" | "links" | "instructions">;

/** Where the arena cannot be asked: all answers that any arena offers, and nothing beside them. */
export const USUAL: Asking = {
  outcomes: ["left", "right", "tie", "both_bad"],
  margin: false,
  criteria: [],
  tags: [],
  links: false,
};

/**
 * Stands in for the server while somebody practises: the examples one after another, nothing sent, nothing kept.
 * It knows the same words as the server, so that the booth is the very one in which votes are cast.
 *
 * @param undo whether the arena lets a vote be taken back; one that does not tells who wrote what instead
 */
export function rehearsal(examples: Example[], asking: Asking, undo: boolean): Surroundings["calls"] {
  const decided = new Set<number>();
  const versions = examples.map(() => 0);

  function decide(id: string): number {
    const place = Number(id);
    decided.add(place);
    return ++versions[place]!;
  }

  return {
    draw: async () => {
      const place = examples.findIndex((_, i) => !decided.has(i));
      return place < 0
        ? { id: null, reason: "nothing-left" }
        : laid(examples[place]!, place, versions[place]!, decided.size, examples.length, asking);
    },
    vote: async (id: string, { outcome }: Choice): Promise<Receipt> => ({
      battle: id,
      version: decide(id),
      outcome,
      votedAt: new Date().toISOString(),
      counted: true,
      ...(!undo && { reveal: t.practice.names }),
    }),
    skip: async (id: string) => void decide(id),
    undo: async (id: string) => {
      decided.delete(Number(id));
      return { version: ++versions[Number(id)]! };
    },
    renew: async () => undefined,
  };
}

function laid(
  { prompt, left, right }: Example,
  place: number,
  version: number,
  done: number,
  target: number,
  { outcomes, margin, criteria, tags, links, instructions }: Asking,
): Battle {
  return {
    id: String(place),
    version,
    prompt: { messages: [{ role: "user", content: prompt }] },
    left: { text: left },
    right: { text: right },
    outcomes,
    criteria,
    tags,
    margin,
    links,
    images: false,
    guide: instructions !== undefined,
    question: t.practice.question,
    progress: { done, target },
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
}
