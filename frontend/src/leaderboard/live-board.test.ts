import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Board } from "../api";
import { LiveBoard } from "./live-board.svelte";

let asked = 0;
let snapshot = "a";

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  snapshot = "a";
});

afterEach(() => void vi.useRealTimers());

async function boardAtRest(): Promise<LiveBoard> {
  const board = new LiveBoard(async () => {
    asked += 1;
    return { snapshot } as Board;
  });
  await vi.advanceTimersByTimeAsync(0);
  return board;
}

test("a shower of news is fetched at once and once more, not each time", async () => {
  const board = await boardAtRest();

  for (let i = 0; i < 20; i++) {
    void board.news();
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(5_000);

  expect(asked).toBe(1 + 2);
});

test("news after a rest is fetched at once", async () => {
  const board = await boardAtRest();
  void board.news();
  await vi.advanceTimersByTimeAsync(5_000);

  void board.news();
  await vi.advanceTimersByTimeAsync(0);

  expect(asked).toBe(1 + 2);
});

test("it is fresh for a while when the board has changed, and only then", async () => {
  const board = await boardAtRest();
  expect(board.fresh).toBe(false);

  void board.news();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(board.fresh).toBe(false);

  snapshot = "b";
  void board.news();
  await vi.advanceTimersByTimeAsync(100);
  expect(board.fresh).toBe(true);
  expect(board.asked.value?.snapshot).toBe("b");

  await vi.advanceTimersByTimeAsync(5_000);
  expect(board.fresh).toBe(false);
});
