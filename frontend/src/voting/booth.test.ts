import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem, type Battle, type Choice, type LastDecision, type Receipt } from "../api";
import { Booth, GUARD, type Surroundings } from "./booth.svelte";
import { Outbox } from "./outbox";

let clock: number;
let access: "open" | "invitation";
let stored: Map<string, string>;
/** What was waited for: a test ends it when its time is over. */
let pauses: { milliseconds: number; end: () => void }[];

beforeEach(() => {
  clock = 1_000;
  access = "invitation";
  stored = new Map();
  pauses = [];
});

afterEach(() => vi.restoreAllMocks());

function battle(id: string, more: Partial<Battle> = {}): Battle {
  return {
    id,
    version: 0,
    prompt: { messages: [{ role: "user", content: "Which?" }] },
    left: { text: "one" },
    right: { text: "two" },
    outcomes: ["left", "right", "tie", "both_bad"],
    criteria: [],
    tags: [],
    margin: false,
    links: false,
    images: false,
    guide: false,
    question: "Which response is better?",
    progress: { done: 0, target: 20 },
    expiresAt: "2030-01-01T00:00:00Z",
    ...more,
  };
}

function server(...battles: Battle[]) {
  let next = 0;
  return {
    draw: vi.fn(async () => battles[next++] ?? { id: null, reason: "nothing-left" }),
    vote: vi.fn(async (id: string, choice: Choice): Promise<Receipt> => ({
      battle: id,
      version: (choice.version ?? 0) + 1,
      outcome: choice.outcome,
      votedAt: "2030-01-01T00:00:00Z",
      counted: true,
    })),
    undo: vi.fn(async (_id: string, version: number) => ({ version: version + 1 })),
    skip: vi.fn(async () => undefined),
    renew: vi.fn(async () => undefined),
  };
}

function surroundings(calls: ReturnType<typeof server>, box = outbox()): Surroundings {
  return {
    calls,
    outbox: box,
    lost: async () => access === "open",
    now: () => clock,
    clock: () => clock,
    pause: (milliseconds, wake) =>
      new Promise((resolve) => {
        pauses.push({ milliseconds, end: resolve });
        wake(resolve);
      }),
  };
}

async function booth(calls: ReturnType<typeof server>, box = outbox()): Promise<Booth> {
  const it = new Booth("arena", surroundings(calls, box));
  await it.enter();
  seen(it);
  return it;
}

function outbox(): Outbox {
  return new Outbox("arena", () => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }));
}

/** The battle was painted, and long enough ago. */
function seen(it: Booth): void {
  it.painted();
  clock += GUARD;
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

test("a rater who has to agree to something first is sent there, and loses nothing", async () => {
  const calls = server(battle("one"));
  const it = await booth(calls);
  calls.draw.mockRejectedValueOnce(new Problem(409, "consent-needed", "Agree first."));
  await it.choose("left");

  expect(calls.vote).toHaveBeenCalledOnce();
  expect(it.standing).toBe("consent");
  expect(it.last?.choice?.outcome).toBe("left");
});

test("nobody who joins anew is promised that a choice is sent, and a kept one that is not taken is told of", async () => {
  access = "open";
  const calls = server(battle("b1"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(new Problem(401, "sign-in", "Sign in."));
  await it.choose("left");
  expect(it).toMatchObject({ standing: "stranger", anew: true, remark: "lost" });

  const after = server(battle("b2"));
  after.vote.mockRejectedValueOnce(new Problem(404, "battle-unknown", "There is no such battle for you."));
  expect(await booth(after)).toMatchObject({ standing: "voting", remark: "unknown" });
});

test("what was undone and chosen anew is undone no more", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  await it.choose("left");
  await it.undo();
  seen(it);
  await it.choose("right");

  expect(it).toMatchObject({ standing: "done", earlier: undefined });
});

test("a wish that the network did not let through is complained of until the connection is back", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  calls.skip.mockRejectedValueOnce(Problem.unreachable());
  await it.skip("other");
  expect(it.problem?.code).toBe("unreachable");

  it.hurry();
  expect(it.problem).toBeUndefined();
});

test("the last vote before a pause is counted", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  calls.draw.mockRejectedValueOnce(new Problem(409, "arena-paused", "Paused."));
  await it.choose("left");

  expect(it).toMatchObject({ standing: "paused", progress: { done: 1 } });
});

test("a margin is not chosen beforehand where the arena has come to ask for something else", async () => {
  const calls = server(battle("b1", { margin: true }), battle("b1", { margin: true, criteria: ["Truth"] }));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(new Problem(422, "criterion-unknown", "No such criterion."));
  await it.choose("left");
  await it.weigh(2);

  expect(it).toMatchObject({ remark: "asks-anew", margin: undefined });
});

test("a choice is cast with the version it saw, and the next battle comes", async () => {
  const calls = server(battle("b1", { version: 3 }), battle("b2"));
  const it = await booth(calls);

  await it.choose("left");

  expect(calls.vote).toHaveBeenCalledExactlyOnceWith("b1", { outcome: "left", version: 3 });
  expect(it.battle?.id).toBe("b2");
  expect(it.last).toMatchObject({ version: 4, counted: true });
});

test("nothing is cast before the battle was painted and half a second has passed", async () => {
  const calls = server(battle("b1"), battle("b2"), battle("b3"));
  const it = await booth(calls);
  await it.choose("left");

  clock += 10 * GUARD;
  await it.choose("left");
  it.painted();
  clock += GUARD - 1;
  await it.choose("left");

  expect(calls.vote).toHaveBeenCalledTimes(1);
  clock += 1;
  await it.choose("right");
  expect(calls.vote).toHaveBeenLastCalledWith("b2", { outcome: "right", version: 0 });
});

test("a second press while the first is on its way does nothing", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);

  await Promise.all([it.choose("left"), it.choose("right"), it.skip("other"), it.undo()]);

  expect(calls.vote).toHaveBeenCalledTimes(1);
  expect(calls.skip).not.toHaveBeenCalled();
});

test("the old battle stays in view until the next is there", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  let arrive: (next: Battle) => void = () => undefined;
  calls.draw.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));

  const voting = it.choose("tie");
  await settled();

  expect(it.battle?.id).toBe("b1");
  expect(it.chosen).toBe("tie");
  expect(it.open).toBe(false);
  arrive(battle("b2"));
  await voting;
  expect(it.battle?.id).toBe("b2");
  expect(it.chosen).toBeUndefined();
});

test("a vote that does not arrive is kept and sent again, the same", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(Problem.unreachable());
  calls.vote.mockRejectedValueOnce(Problem.of(503, "", "2"));

  const voting = it.choose("right");
  await settled();

  expect(it.unsent).toMatchObject({ attempts: 1 });
  expect(it.battle?.id).toBe("b1");
  expect(outbox().kept()).toEqual({ battle: "b1", choice: { outcome: "right", version: 0 } });
  it.hurry();
  await settled();
  it.hurry();
  await voting;
  expect(calls.vote.mock.calls).toEqual(Array(3).fill(["b1", { outcome: "right", version: 0 }]));
  expect(it.unsent).toBeUndefined();
  expect(outbox().kept()).toBeUndefined();
  expect(it.battle?.id).toBe("b2");
});

test("a vote left over from an earlier visit goes first", async () => {
  outbox().keep({ battle: "b0", choice: { outcome: "left", version: 0 } });
  const calls = server(battle("b1"));

  const it = await booth(calls);

  expect(calls.vote).toHaveBeenCalledExactlyOnceWith("b0", { outcome: "left", version: 0 });
  expect(it.battle?.id).toBe("b1");
});

test("a page that is left stops sending but keeps the vote", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  calls.vote.mockRejectedValue(Problem.unreachable());

  const voting = it.choose("right");
  await settled();
  it.leave();
  await voting;

  expect(calls.vote).toHaveBeenCalledTimes(1);
  expect(outbox().kept()?.battle).toBe("b1");
});

test("a browser that keeps nothing votes all the same", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const calls = server(...["b1", "b2", "b3", "b4"].map((id) => battle(id)));
  const full = () => {
    throw new DOMException("No room.", "QuotaExceededError");
  };
  const forbidden = new Outbox("arena", full);
  const crowded = new Outbox("arena", () => ({ getItem: full, setItem: full, removeItem: full }));

  for (const box of [forbidden, crowded]) {
    const it = await booth(calls, box);
    await it.choose("left");
    expect(it.last?.version).toBe(1);
  }
  expect(calls.vote).toHaveBeenCalledTimes(2);
  expect(warn).toHaveBeenCalled();
});

test.each(["{", "null", "7", '{"battle": 1}', '{"battle": "b0"}'])(
  "what was kept and cannot be read as a vote, %s, is not sent",
  async (text) => {
    vi.spyOn(console, "warn").mockReturnValue();
    stored.set("evenhand.unsent.arena", text);
    const calls = server(battle("b1"));

    const it = await booth(calls);

    expect(calls.vote).not.toHaveBeenCalled();
    expect(it.open).toBe(true);
  },
);

test("whatever goes wrong, the booth is free again", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(new TypeError("a fault of ours"));

  await expect(it.choose("left")).rejects.toThrow(TypeError);

  expect(it.open).toBe(true);
});

test("undo brings the battle back with the old choice shown, and the new vote names the new version", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  await it.choose("left");

  await it.undo();

  expect(calls.undo).toHaveBeenCalledExactlyOnceWith("b1", 1);
  expect(it.battle?.id).toBe("b1");
  expect(it.earlier?.outcome).toBe("left");
  expect(it.undoable).toBe(false);
  seen(it);
  await it.choose("right");
  expect(calls.vote).toHaveBeenLastCalledWith("b1", { outcome: "right", version: 2 });
});

test("a skip is undone like a vote", async () => {
  const calls = server(battle("b1", { version: 2 }), battle("b2"));
  const it = await booth(calls);

  await it.skip("broken");
  await it.undo();

  expect(calls.skip).toHaveBeenCalledExactlyOnceWith("b1", "broken", 2);
  expect(calls.undo).toHaveBeenCalledExactlyOnceWith("b1", 3);
  expect(it.undone).toBe(true);
});

test("after a reveal nothing can be undone", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.vote.mockResolvedValueOnce({
    battle: "b1",
    version: 1,
    outcome: "left",
    votedAt: "",
    counted: true,
    reveal: { left: "Heron", right: "Otter" },
  });

  await it.choose("left");
  await it.undo();

  expect(it.undoable).toBe(false);
  expect(calls.undo).not.toHaveBeenCalled();
});

test("a battle decided elsewhere is passed by, in plain words", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(Problem.of(409, '{"code":"already-voted","title":"Already"}'));

  await it.choose("left");

  expect(it.remark).toBe("overtaken");
  expect(it.battle?.id).toBe("b2");
});

test.each([
  [401, "sign-in", "stranger", false],
  [409, "arena-closed", "closed", false],
  [409, "arena-paused", "paused", true],
])("after %i %s the booth is %s, and an undo offered: %s", async (status, code, standing, offered) => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  await it.choose("left");
  calls.draw.mockRejectedValueOnce(Problem.of(status, JSON.stringify({ code })));

  await it.retry();

  expect(it.standing).toBe(standing);
  expect(it.last !== undefined).toBe(offered);
});

test("a battle that is no more is passed by", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(Problem.of(404, '{"code":"battle-unknown"}'));

  await it.choose("left");

  expect(it.battle?.id).toBe("b2");
});

test("a pause in the middle is said, and the vote that came too late is not counted as saved", async () => {
  const calls = server(battle("b1"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(Problem.of(409, '{"code":"arena-paused","title":"Paused"}'));

  await it.choose("left");

  expect(it.standing).toBe("paused");
  expect(it.last).toBeUndefined();
});

test.each([
  [409, "arena-closed", "closed"],
  [409, "arena-draft", "draft"],
  [401, "sign-in", "stranger"],
  [404, "arena-unknown", "missing"],
  [404, "not-found", "failed"],
  [500, "internal", "failed"],
])("a draw refused with %i %s leaves the booth %s", async (status, code, standing) => {
  const calls = server();
  calls.draw.mockRejectedValue(Problem.of(status, JSON.stringify({ code, title: code })));

  expect((await booth(calls)).standing).toBe(standing);
});

test("when nothing is left the booth is done, and the last vote can still be undone", async () => {
  const it = await booth(server(battle("b1")));

  await it.choose("both_bad");

  expect(it.standing).toBe("done");
  await it.undo();
  expect(it.battle?.id).toBe("b1");
});

test("a choice the arena does not offer is not taken", async () => {
  const calls = server(battle("b1", { outcomes: ["left", "right"] }));
  const it = await booth(calls);

  await it.choose("tie");

  expect(calls.vote).not.toHaveBeenCalled();
});

test("where a margin is asked, two presses cast the vote, and a tie needs one", async () => {
  const calls = server(battle("b1", { margin: true }), battle("b2", { margin: true }));
  const it = await booth(calls);

  await it.choose("left");
  expect(calls.vote).not.toHaveBeenCalled();
  await it.weigh(2);
  expect(calls.vote).toHaveBeenLastCalledWith("b1", { outcome: "left", version: 0, margin: 2 });

  seen(it);
  await it.choose("tie");
  expect(calls.vote).toHaveBeenLastCalledWith("b2", { outcome: "tie", version: 0 });
});

test("criteria, tags and comment go with the vote, and not into the next", async () => {
  const asked = { criteria: ["Tone"], tags: ["useful"] };
  const calls = server(battle("b1", asked), battle("b2", asked));
  const it = await booth(calls);

  it.tag("left", "useful");
  await it.choose("left");
  it.judge("Tone", "right");
  it.comment = " warm ";
  await it.confirm();

  expect(calls.vote).toHaveBeenCalledExactlyOnceWith("b1", {
    outcome: "left",
    version: 0,
    criteria: { Tone: "right" },
    tags: { left: ["useful"], right: [] },
    comment: "warm",
  });
  expect(it.tags).toEqual({ left: [], right: [] });
  expect(it.comment).toBe("");
});

test("after the choice the same keys answer the criteria one by one, and then nothing", async () => {
  const calls = server(battle("b1", { criteria: ["Tone", "Truth"] }), battle("b2"));
  const it = await booth(calls);

  await it.answer("left");
  expect(it.turn).toBe("Tone");
  await it.answer("right");
  await it.answer("tie");
  expect(it.turn).toBeUndefined();
  await it.answer("right");
  expect(it.chosen).toBe("left");
  it.step(-1);
  expect(it.turn).toBe("Truth");
  await it.answer("both_bad");
  await it.confirm();

  expect(calls.vote).toHaveBeenCalledExactlyOnceWith("b1", {
    outcome: "left",
    version: 0,
    criteria: { Tone: "right", Truth: "both_bad" },
  });
  seen(it);
  await it.answer("right");
  expect(calls.vote).toHaveBeenCalledTimes(2);
});

test("whoever reconsiders chooses anew, and is asked about the first criterion again", async () => {
  const it = await booth(server(battle("b1", { criteria: ["Tone", "Truth"] })));

  await it.answer("left");
  await it.answer("left");
  it.reconsider();
  expect(it.turn).toBeUndefined();
  it.step(1);
  expect(it.turn).toBeUndefined();
  await it.answer("right");

  expect(it.chosen).toBe("right");
  expect(it.turn).toBe("Tone");
  expect(it.criteria).toEqual({ Tone: "left" });
});

test("a report that a response tells who wrote it goes with the vote or the skip, and not into the next", async () => {
  const calls = server(battle("b1"), battle("b2"), battle("b3"));
  const it = await booth(calls);

  it.identify("left");
  it.identify("right");
  it.identify("left");
  await it.choose("tie");
  expect(calls.vote).toHaveBeenLastCalledWith("b1", { outcome: "tie", version: 0, identified: ["right"] });

  seen(it);
  expect(it.identified).toEqual([]);
  it.identify("left");
  await it.skip("reveals-identity", "right");
  expect(calls.skip).toHaveBeenLastCalledWith("b2", "reveals-identity", 0, ["left", "right"]);

  seen(it);
  await it.skip("broken");
  expect(calls.skip).toHaveBeenLastCalledWith("b3", "broken", 0);
});

test("what an earlier visit decided can be undone, and is shown again", async () => {
  const calls = server(battle("b2"), battle("b1", { version: 4 }));
  const it = new Booth("arena", surroundings(calls), {
    battle: "b1",
    version: 3,
    outcome: "tie",
    changeableUntil: new Date(clock + 1_000).toISOString(),
  });
  await it.enter();
  expect(it.undoable).toBe(true);

  await it.undo();

  expect(calls.undo).toHaveBeenCalledExactlyOnceWith("b1", 3);
  expect(it.battle?.id).toBe("b1");
  expect(it.earlier?.outcome).toBe("tie");
  expect(it.last).toBeUndefined();
});

test("the last vote of all is part of the progress", async () => {
  const calls = server(battle("b1", { progress: { done: 19, target: 20 } }));
  const it = await booth(calls);

  await it.choose("left");

  expect(it.standing).toBe("done");
  expect(it.progress).toEqual({ done: 20, target: 20 });
});

test("a battle that does not come after a vote is asked for until it is there, and the old one is not open", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.draw.mockRejectedValueOnce(Problem.unreachable()).mockRejectedValueOnce(Problem.of(503, ""));

  const voting = it.choose("left");
  await settled();
  expect(it.undrawn).toMatchObject({ attempts: 1 });
  expect(it.open).toBe(false);
  expect(it.last?.id).toBe("b1");
  it.hurry();
  await settled();
  expect(it.undrawn).toMatchObject({ attempts: 2 });
  await it.retry();
  await voting;

  expect(calls.draw).toHaveBeenCalledTimes(4);
  expect(calls.vote).toHaveBeenCalledTimes(1);
  expect(it.battle?.id).toBe("b2");
  expect(it.undrawn).toBeUndefined();
});

test("who waits for the next battle can take the vote back meanwhile", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.draw.mockRejectedValueOnce(Problem.of(429, ""));
  const voting = it.choose("left");
  await settled();

  expect(it.undoable).toBe(true);
  await it.undo();
  await voting;

  expect(it.battle).toMatchObject({ id: "b1", version: 2 });
  expect(it.earlier?.outcome).toBe("left");
  expect(it.open).toBe(true);
});

test("where that undo fails, the next battle is waited for again", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.draw.mockRejectedValueOnce(Problem.unreachable());
  calls.undo.mockRejectedValueOnce(Problem.unreachable());
  const voting = it.choose("left");
  await settled();

  await it.undo();
  await voting;

  expect(it.battle?.id).toBe("b2");
  expect(it.last?.id).toBe("b1");
});

test("a decided battle is not shown as open where the next is refused", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.draw.mockRejectedValueOnce(Problem.of(404, '{"code":"not-found"}'));

  await it.choose("left");

  expect(it.standing).toBe("failed");
  expect(it.undoable).toBe(true);
  await it.retry();
  expect(it.battle?.id).toBe("b2");
});

test("a margin is given only where one is asked, and for a side", async () => {
  const calls = server(battle("b1"), battle("b2", { margin: true, criteria: ["Tone"] }), battle("b3"));
  const it = await booth(calls);

  it.commenting = true;
  await it.choose("left");
  await it.weigh(2);
  expect(it.margin).toBeUndefined();
  await it.confirm();
  expect(calls.vote).toHaveBeenLastCalledWith("b1", { outcome: "left", version: 0 });

  seen(it);
  await it.choose("tie");
  await it.weigh(3);
  await it.confirm();
  expect(calls.vote).toHaveBeenLastCalledWith("b2", { outcome: "tie", version: 0 });
});

test("where the arena has come to ask something else, that is said, and what still fits is kept", async () => {
  const calls = server(
    battle("b1", { margin: true, tags: ["useful", "wrong"] }),
    battle("b1", { tags: ["useful"] }),
  );
  const it = await booth(calls);
  it.tag("left", "useful");
  it.tag("right", "wrong");
  it.comment = "long thought about";
  await it.choose("left");
  calls.vote.mockRejectedValueOnce(Problem.of(422, '{"code":"margin-not-asked"}'));

  await it.weigh(1);

  expect(it.remark).toBe("asks-anew");
  expect(it.battle?.margin).toBe(false);
  expect(it.open).toBe(true);
  expect(it.chosen).toBeUndefined();
  expect(outbox().kept()).toBeUndefined();
  await it.choose("left");
  expect(calls.vote).toHaveBeenLastCalledWith("b1", {
    outcome: "left",
    version: 0,
    tags: { left: ["useful"], right: [] },
    comment: "long thought about",
  });
});

test.each([
  [401, "sign-in", "kept", true],
  [403, "not-allowed", "kept", true],
  [404, "battle-unknown", "unknown", true],
  [409, "already-voted", "overtaken", false],
  [409, "arena-closed", "late", false],
])("after %i %s the choice is called %s, and kept: %s", async (status, code, remark, kept) => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.vote.mockRejectedValueOnce(Problem.of(status, JSON.stringify({ code })));

  await it.choose("left");

  expect(it.remark).toBe(remark);
  expect(outbox().kept() !== undefined).toBe(kept);
});

test("a vote kept from before can be undone once it is sent", async () => {
  outbox().keep({ battle: "b0", choice: { outcome: "left", version: 0 } });
  const calls = server(battle("b1"), battle("b0", { version: 2 }));
  const it = await booth(calls);

  expect(it.last).toMatchObject({ id: "b0", version: 1 });
  await it.undo();

  expect(it.battle?.id).toBe("b0");
  expect(it.earlier?.outcome).toBe("left");
});

test("after an undo another battle does not show the old choice as its own", async () => {
  const calls = server(battle("b2"), battle("b3"));
  const it = new Booth("arena", surroundings(calls), before("b1"));
  await it.enter();

  await it.undo();

  expect(it.battle?.id).toBe("b3");
  expect(it.earlier).toBeUndefined();
});

test("what takes long is said after two seconds, first that it is sent and then that the next is fetched", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  let accept: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  calls.vote.mockImplementationOnce(async (id, { outcome }) => {
    await new Promise<void>((resolve) => (accept = resolve));
    return { battle: id, version: 1, outcome, votedAt: "", counted: true };
  });
  calls.draw.mockImplementationOnce(async () => {
    await new Promise<void>((resolve) => (arrive = resolve));
    return battle("b2");
  });

  const voting = it.choose("left");
  await settled();
  expect(it.slow).toBeUndefined();
  pauses.findLast(({ milliseconds }) => milliseconds === 2_000)!.end();
  await settled();
  expect(it.slow).toBe("sending");
  accept();
  await settled();
  expect(it.slow).toBe("fetching");
  arrive();
  await voting;

  expect(it.slow).toBeUndefined();
});

test("nothing is reconsidered while the vote is on its way", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);

  const voting = it.choose("left");
  it.reconsider();

  expect(it.chosen).toBe("left");
  await voting;
});

test("an undo is offered until its time is over, by the length that the server gave it", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.vote.mockResolvedValueOnce({
    battle: "b1",
    version: 1,
    outcome: "left",
    votedAt: "2030-01-01T00:00:00Z",
    changeableUntil: "2030-01-01T00:10:00Z",
    counted: true,
  });

  await it.choose("left");

  expect(it.offersUndo).toBe(true);
  pauses.find(({ milliseconds }) => milliseconds === 600_000)!.end();
  await settled();
  expect(it.offersUndo).toBe(false);
  expect(it.last?.id).toBe("b1");
});

test.each(["already-voted", "nothing-to-undo"])(
  "an undo that comes too late, %s, is called that",
  async (code) => {
    const calls = server(battle("b1"), battle("b2"));
    const it = await booth(calls);
    await it.choose("left");
    calls.undo.mockRejectedValueOnce(Problem.of(409, JSON.stringify({ code })));

    await it.undo();

    expect(it.remark).toBe("stands");
    expect(it.last).toBeUndefined();
    expect(it.battle?.id).toBe("b2");
    expect(it.open).toBe(true);
  },
);

test("whoever presses too soon is told so, and chooses again", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  await it.choose("left");

  await it.choose("left");
  expect(it.remark).toBe("early");
  seen(it);
  await it.choose("left");

  expect(it.remark).toBeUndefined();
  expect(calls.vote).toHaveBeenCalledTimes(2);
});

test("a criterion that was judged is cleared by the same answer", async () => {
  const it = await booth(server(battle("b1", { criteria: ["Tone", "Truth"] })));
  await it.choose("left");

  it.judge("Tone", "right");
  expect(it.turn).toBe("Truth");
  it.judge("Tone", "right");

  expect(it.criteria).toEqual({});
  expect(it.turn).toBe("Tone");
});

test("a battle that is looked at is kept, and asked for anew where it was not held for a while", async () => {
  const calls = server(battle("b1"), battle("b1"));
  const it = await booth(calls);
  const shown = it.battle;
  it.comment = "half a thought";

  clock += 60_000;
  await it.renew();
  expect(calls.renew).toHaveBeenCalledExactlyOnceWith("b1");
  clock += 3_600_000;
  await it.renew();

  expect(calls.renew).toHaveBeenCalledOnce();
  expect(calls.draw).toHaveBeenCalledTimes(2);
  expect(it.battle).toBe(shown);
  expect(it.comment).toBe("half a thought");
  expect(it.open).toBe(true);
});

test("a battle that cannot be kept is asked for anew at once, and another takes its place", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.renew.mockRejectedValueOnce(Problem.of(404, '{"code":"battle-unknown"}'));

  await it.renew();

  expect(it.battle?.id).toBe("b2");
  expect(it.remark).toBe("overtaken");
});

test("a lease that could not be renewed for want of a network changes nothing", async () => {
  const calls = server(battle("b1"), battle("b2"));
  const it = await booth(calls);
  calls.renew.mockRejectedValueOnce(Problem.unreachable());

  await it.renew();

  expect(it.battle?.id).toBe("b1");
  expect(calls.draw).toHaveBeenCalledOnce();
});

function before(id: string): LastDecision {
  return { battle: id, version: 1, outcome: "left", changeableUntil: new Date(clock + 1_000).toISOString() };
}
