import type { SkipReason, Words } from "./words";

/** What every page says, and what raters read, in English: the part that the rater's page is made of. */
export const raterEn = {
  locale: "en-GB",
  /** What stands between a number and its per cent. */
  percentSpace: "\u00a0",
  product: "Evenhand",
  title: (page: string) => `${page} · Evenhand`,
  skipToContent: "Skip to content",
  loading: "One moment…",
  retry: "Try again",
  invalid: "Not all of this can be taken yet.",
  signIn: "Sign in",
  signOut: "Sign out",
  home: "Back to the start",
  close: "Close",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Not copied",
  notFound: { title: "There is no such page", text: "The address may be mistyped, or the page has moved." },

  /** A refusal by its code. Where nothing stands here, the server's own sentence is shown. */
  refusals: {
    unreachable: "The server cannot be reached. Check your connection; then try again.",
    unexplained: "The server answered without saying why. Try again in a moment.",
  } as Record<string, string>,

  preferences: {
    open: "Language and colours",
    language: "Language",
    theme: "Colours",
    themes: { system: "As the system has them", light: "Light", dark: "Dark" },
    texts: "The texts that are compared stay in their own language.",
  },

  nav: {
    label: "Arena",
    overview: "Overview",
    responses: "Responses",
    raters: "Raters",
    votes: "Votes",
    leaderboard: "Leaderboard",
    winRates: "Win rates",
    comparison: "Compare",
    checks: "Checks",
    settings: "Settings",
    vote: "Vote",
    account: "Account",
  },

  markdown: {
    empty: "(empty response)",
    image: (words: string, address: string) => `[Image: ${words || "untitled"}] (${address})`,
    long: (characters: string) =>
      `This text is very long (${characters} characters), so it is shown as plain text without formatting.`,
    besideLong: "The other text is very long, so both are shown as plain text without formatting.",
  },

  voting: {
    title: "Which response is better?",
    place: (battle: string, target: string | undefined | 0) =>
      target ? `Battle ${battle} of ${target}.` : `Battle ${battle}.`,
    prompt: "Prompt",
    pair: "Two responses",
    response: { left: "Response A", right: "Response B" },
    tags: { left: "Tags for response A", right: "Tags for response B" },
    identified: "Says who wrote it",
    identifiedOf: { left: "Response A says who wrote it", right: "Response B says who wrote it" },
    roles: { user: "User", assistant: "Assistant", system: "System" } as Record<string, string>,
    yourVote: "Your vote",
    outcomes: { left: "A is better", tie: "Tie", both_bad: "Both bad", right: "B is better" },
    short: { left: "A", tie: "tie", both_bad: "both bad", right: "B" },
    earlier: "your earlier choice",
    progressLabel: "Your progress",
    progress: (done: string, target: string | undefined | 0) =>
      target ? `${done} of ${target}` : `${done} done`,
    saved: (choice: string) => `Saved: ${choice}.`,
    skipped: "Skipped.",
    notCounted:
      "It is on record but not counted: others had already completed this pair. You did nothing wrong.",
    reveal: (left: string, right: string) => `A was ${left}, B was ${right}.`,
    undone: "Undone. Choose again.",
    /** What has to be said of the battle before, or of the wish that was not granted. */
    remarks: {
      overtaken: "The battle before was already decided elsewhere, perhaps in another tab. That vote stands.",
      unknown:
        "Your choice on the battle before was not taken: it is none of yours here, perhaps as this arena was joined anew in another tab.",
      late: "Your last choice came after the arena had closed, so it was not taken.",
      kept: "Your last choice is kept in this browser. It is sent when you are back.",
      lost: "Your last choice was not taken: you are no longer known here.",
      stands: "That can no longer be undone. It stands as it was.",
      "asks-anew":
        "This arena has just changed what it asks. Your choice was not taken: look once more, and choose.",
      early: "That was too soon: this battle had only just come. Choose now.",
    },
    slow: { sending: "Still sending…", fetching: "Fetching the next one…" },
    undrawn: "Your choice is saved. The next battle does not come yet; it is asked for again by itself.",
    switched: (name: string, on: boolean) => `${name}: ${on ? "on" : "off"}`,
    tagging: (tags: string) => `${tags}: press the key of one.`,
    guide: "What to look for",
    noGuide: "This arena says no more than its question.",
    unsent: (fast: boolean) =>
      fast
        ? "That was quick. Your choice is kept and will be sent in a moment."
        : "Your choice is kept here, but the server cannot be reached. It is sent again by itself.",
    sendNow: "Send now",
    undo: "Undo",
    skip: "Skip",
    comment: "Comment",
    commentHint: "What decided it?",
    keys: "Keys",
    details: "A little more about your choice",
    margin: "By how much?",
    margins: { 1: "Slightly", 2: "Clearly", 3: "Much" },
    save: (choice: string) => `Save: ${choice}`,
    turns: "back and forth between the criteria",
    thenChoose: "Now choose below.",
    skipTitle: "Why skip this one?",
    skipText: "It will not be shown to you again, and counts for neither side.",
    skipReasons: {
      "cannot-judge": "I cannot judge this",
      language: "I do not read this language well enough",
      broken: "Something is broken or cut off",
      offensive: "It is offensive or upsetting",
      "reveals-identity": "A response says who wrote it",
      other: "Another reason",
    } satisfies Record<SkipReason, string>,
    view: {
      label: "View",
      prompt: "Prompt",
      difference: "Differences",
      source: "As written",
      together: "Scroll together",
      which: "Shown",
      shown: { both: "Both", left: "A", right: "B" },
      differs: (words: number, written: string) =>
        words === 0
          ? "The words are the same; only signs or spaces differ. They are marked."
          : `${written} ${words === 1 ? "word stands" : "words stand"} in only one of the two. Here those of this response are marked.`,
      notCompared: "What differs cannot be shown just now: the server cannot be reached.",
      tooDifferent: "These two have too little in common to mark what differs.",
    },
    lookAgain: "Look again",
    own: "Your votes",
    toConsent: "Read it",
    enough: {
      title: "That is all you were asked for. Thank you",
      text: "Every vote of yours is saved.",
    },
    lastUndoable: "The last one can still be undone for a while.",
    /** Where the rater is known no more, and anybody may join. */
    anew: {
      title: "You have not joined this arena in this browser",
      text: "Anybody may join here. Whoever joins anew begins anew; votes that were saved before count all the same.",
      action: "Join",
    },
    still: {
      drawing: { title: "One moment", text: "Your last vote is being sent before the next battle comes." },
      done: {
        title: "That is all for now. Thank you",
        text: "You have seen every pair there is for you. If new ones are added, they will appear here.",
      },
      paused: {
        title: "Voting is paused",
        text: "Whoever runs this arena has paused it. Your votes are safe; look again later.",
      },
      closed: {
        title: "This arena is closed",
        text: "No more votes are taken. Every vote cast before counts. Thank you.",
      },
      draft: { title: "This arena is not open yet", text: "It is still being prepared. Look again later." },
      consent: {
        title: "Something to agree to first",
        text: "Whoever runs this arena asks you to read a text, or one that has changed. Your votes are safe.",
      },
      stranger: {
        title: "You have not joined this arena in this browser",
        text: "Open the link you were given once more; your earlier votes are kept. If it no longer works, ask whoever sent it.",
        action: "How to join",
      },
      missing: {
        title: "There is no such arena",
        text: "It may have been deleted, or the address is mistyped.",
      },
      failed: {
        title: "The next battle did not come",
        text: "Nothing is lost: every vote that was saved is kept.",
      },
    },
  },
};

/** Another language is another object of the same type. */
export type RaterMessages = Words<typeof raterEn>;
