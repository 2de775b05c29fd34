import { afterEach, expect, test, vi } from "vitest";
import { api } from "./client";
import { Problem } from "./problem";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("a page in place of an answer means that the server was not reached", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () => new Response("<html>Sign in to this network</html>"),
  );

  for (const call of [api.draw("arena"), api.vote("b1", { outcome: "left", version: 0 }), api.me()]) {
    const problem = await call.catch((error: unknown) => error);

    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 0, code: "unreachable", passing: true });
  }
});

test("what the booth asks is given up after a while, as if nobody had been reached", async () => {
  const limits: number[] = [];
  const over = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
    limits.push(milliseconds);
    return over.signal;
  });
  vi.spyOn(globalThis, "fetch").mockImplementation(
    (_, request) =>
      new Promise((_resolve, reject) => {
        request?.signal?.addEventListener("abort", () => reject(new DOMException("", "TimeoutError")));
      }),
  );

  const calls = [
    api.draw("arena"),
    api.vote("b1", { outcome: "left", version: 0 }),
    api.undo("b1", 1),
    api.skip("b1", "other", 0),
    api.renew("b1"),
  ].map((call) => call.catch((error: unknown) => error));
  over.abort();

  for (const call of calls) {
    expect(await call).toMatchObject({ status: 0, passing: true });
  }
  expect(limits).toEqual(calls.map(() => 15_000));
});
