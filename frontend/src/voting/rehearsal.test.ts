import { expect, test } from "vitest";
import { Booth, GUARD } from "./booth.svelte";
import { Outbox } from "./outbox";
import { rehearsal, USUAL, type Asking, type Example } from "./rehearsal";

const EXAMPLES: Example[] = [
  { prompt: "1?", left: "a", right: "b" },
  { prompt: "2?", left: "c", right: "d" },
];

async function begun(undo = true, asking = USUAL): Promise<{ booth: Booth; look: () => void }> {
  let clock = 0;
  const nothing = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  const booth = new Booth("arena", {
    calls: rehearsal(EXAMPLES, asking, undo),
    outbox: new Outbox("arena", () => nothing),
    lost: async () => false,
    now: () => clock,
    clock: () => clock,
    pause: async () => undefined,
  });
  await booth.enter();
  return {
    booth,
    look: () => {
      booth.painted();
      clock += GUARD;
    },
  };
}

test("practice leads through every example and then ends", async () => {
  const { booth, look } = await begun();
  look();
  await booth.choose("left");
  expect(booth.battle?.prompt.messages[0]!.content).toBe("2?");
  expect(booth.progress).toEqual({ done: 1, target: 2 });
  look();
  await booth.choose("tie");

  expect(booth.standing).toBe("done");
});

test("practice asks for what the arena asks for", async () => {
  const asking: Asking = {
    outcomes: ["left", "right"],
    margin: true,
    criteria: ["Truth"],
    tags: ["useful"],
    links: true,
  };
  const { booth, look } = await begun(true, asking);
  expect(booth.battle).toMatchObject(asking);
  look();
  await booth.choose("left");
  expect(booth.detailing).toBe(true);
  booth.tag("left", "useful");
  booth.judge("Truth", "right");
  await booth.confirm();

  expect(booth.battle?.prompt.messages[0]!.content).toBe("2?");
});

test("practice can be undone like a vote", async () => {
  const { booth, look } = await begun();
  look();
  await booth.choose("right");
  await booth.undo();

  expect(booth.battle?.prompt.messages[0]!.content).toBe("1?");
  expect(booth.earlier?.outcome).toBe("right");
  look();
  await booth.choose("left");
  expect(booth.battle?.prompt.messages[0]!.content).toBe("2?");
});

test("where an arena tells who wrote what after each vote, practice cannot be undone either", async () => {
  const { booth, look } = await begun(false);
  look();

  await booth.choose("right");

  expect(booth.last?.reveal).toBeDefined();
  expect(booth.offersUndo).toBe(false);
});
