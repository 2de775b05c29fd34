import type { FullArena } from "../api";

export type Step = "upload" | "invite" | "open" | "share" | "watch" | "resume" | "read" | "imported";

/** The one thing that brings an arena further now. */
export function nextStep(arena: Pick<FullArena, "phase" | "access" | "counts">): Step {
  switch (arena.phase) {
    case "draft":
      return beforeOpening(arena);
    case "open":
      return whileOpen(arena);
    case "paused":
      return "resume";
    case "closed":
      return "read";
  }
}

/** A link for everybody is shared after the opening, lest it lead to a closed door; who is invited can be told before. */
function beforeOpening({ access, counts }: Pick<FullArena, "access" | "counts">): Step {
  if (counts.pairs === 0) {
    return counts.votes > 0 ? "imported" : "upload";
  }
  return access === "invited" && counts.raters === 0 ? "invite" : "open";
}

function whileOpen({ access, counts }: Pick<FullArena, "access" | "counts">): Step {
  if (counts.raters > 0) {
    return "watch";
  }
  return access === "invited" ? "invite" : "share";
}
