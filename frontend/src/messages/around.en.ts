import type { Offered, Words } from "./words";

/** What the pages around the booth say, in English: the door, the practice, the own votes, the keys. */
export const aroundEn = {
  /** Refusals that are met at the door alone. */
  doorRefusals: {} as Record<string, string>,

  join: {
    title: "Join",
    how: [
      ({ undo }: Offered) =>
        undo
          ? "You will see one question and two answers. Nobody tells you who wrote which."
          : "You will see one question and two answers. Who wrote which is told after your vote.",
      ({ tie, bothBad }: Offered) =>
        `Say which answer is better${
          tie && bothBad
            ? ", that they are equally good, or that both are bad"
            : tie
              ? ", or that they are equally good"
              : bothBad
                ? ", or that both are bad"
                : ""
        }.`,
      ({ undo }: Offered) =>
        `${
          undo
            ? "A vote can be undone until you cast the next one."
            : "As it is told then who wrote which, a vote cannot be undone."
        } Skip what you cannot judge, and stop whenever you like.`,
    ],
    waiting: {
      paused: "Whoever runs this arena has paused it. You can join now; the battles come when it goes on.",
      draft: "It is still being prepared. Look again later.",
    },
    keys: "Vote by click, or with the key that its button shows.",
    swipe: "Swipe sideways to see one answer by itself.",
    instructions: "What to look for",
    consent: "Before you begin",
    languages: "Which of these do you read?",
    languagesHint: "You are shown prompts in these languages.",
    practiceFirst: "Two examples to practise on come first; nothing of them is sent.",
    consentChanged: "This text has changed since you agreed to it.",
    agreed: "You agreed to this.",
    agree: "I agree, and begin",
    practise: "Practise on two examples first",
    howLong: (votes: string | undefined) =>
      votes
        ? `You are asked for ${votes} votes. You need not cast them at once: this link brings you back to where you were.`
        : "Vote as often as you like. This link brings you back to where you were.",
    goOn: "Go on voting",
    own: "Your votes",
    start: "Begin",
    invitationTitle: "You need an invitation to vote here",
    invitationText:
      "Open the complete link you were sent, including the part after #. If it no longer works, ask whoever sent it for a new one.",
    staffTitle: "You are signed in.",
    staffText:
      "Voting makes you a rater in this browser and ends your other session. To keep it, open the link in a private window.",
    staffGo: "Vote here anyway",
    staffBack: "Back to the arena",
  },

  practice: {
    title: "Practice",
    question: "Which response is better?",
    hint: "This is practice: nothing of it is sent. Vote as you would later.",
    chosen: (choice: string) => `Your choice: ${choice}.`,
    alike: "Most careful readers would say the same.",
    otherwise: "Most careful readers would say otherwise.",
    either: "Careful readers would be divided.",
    /** Who wrote the examples, where an arena tells that after each vote. */
    names: { left: "one model", right: "another" },
    examples: [
      {
        prompt: "What is the capital of Australia, and why was it put there?",
        left: "The capital of Australia is **Sydney**. As the largest and best-known city it has been the natural seat of government since 1901, and it is where Parliament House stands.",
        right:
          "**Canberra.** Sydney and Melbourne both wanted to be the capital, so a new city was built between them from 1913 on.",
        why: () =>
          "A reads well, but its answer is wrong. B is short and right. Looks and length alone make no answer better.",
      },
      {
        prompt: "How do I boil an egg so that the yolk stays soft?",
        left: "Put the egg into boiling water for six minutes, then into cold water.",
        right: "Six minutes in boiling water, then cool it under the tap.",
        why: ({ tie, bothBad }: Offered) =>
          tie
            ? `Both say the same, and both are right: that is a tie.${
                bothBad ? " Had both been wrong, it would be “both bad”." : ""
              }`
            : "Both say the same, and both are right. This arena asks for one of them all the same: take the one that you would rather have been given.",
      },
    ],
    next: "Next example",
    overTitle: "That was it",
    overText: ({ undo }: Offered) =>
      `You can ${undo ? "undo a vote, " : ""}skip what you cannot judge${undo ? "," : ""} and stop whenever you like.`,
    toLanding: "On to the real ones",
  },

  keyboard: {
    actions: {
      left: "A is better",
      tie: "Tie",
      both_bad: "Both bad",
      right: "B is better",
      slightly: "Slightly",
      clearly: "Clearly",
      much: "Much",
      undo: "Undo",
      skip: "Skip",
      comment: "Comment",
      onward: "Next criterion",
      back: "Criterion before",
      names_left: "A says who wrote it",
      names_right: "B says who wrote it",
      tag_left: "Tag for A, then its number",
      tag_right: "Tag for B, then its number",
      flip: "One response, then the other",
      both: "Both responses, or one",
      difference: "Show what differs",
      source: "Text as written",
      together: "Scroll together",
      prompt: "Fold the prompt",
      keys: "Keys",
    },
    change: "Change",
    changeOf: (action: string) => `Change the key: ${action}`,
    press: "Press the new key",
    changed: (action: string) => `Changed: ${action}.`,
    taken: (action: string) => `That key is taken: ${action}.`,
    unfit: "Take a letter, a digit, a sign or an arrow.",
    hint: "Keys are off while you write. They are kept in this browser.",
    reset: "Back to the defaults",
    single: "Single keys do something here. Buttons, Enter and Escape work in any case.",
  },

  record: {
    title: "Your votes",
    lead: "Only you see this page.",
    toVote: "Go on voting",
    votes: "Votes",
    skips: (count: string) => `${count} skipped`,
    pace: "Your pace",
    seconds: (count: string) => `${count} s`,
    paceHint: "half of your votes took longer",
    noPace: "no vote yet",
    agreement: "Like most others",
    later: "told later",
    laterHint: "once the arena is closed, so that nobody votes to please",
    alone: "nothing to compare with",
    agreed: (agreed: string, compared: string) => `${agreed} of ${compared} decided votes`,
    choices: "What you chose",
    consents: "What you agreed to",
    agreedAt: (moment: string, version: number) => `${moment}, version ${version}`,
    between: (first: string, last: string) => `First vote ${first}, last vote ${last}.`,
  },
};

export type AroundMessages = Words<typeof aroundEn>;
