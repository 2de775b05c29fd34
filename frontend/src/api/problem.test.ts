import { expect, test } from "vitest";
import { Problem } from "./problem";

test("people read the sentence of a problem, not the name of its status", () => {
  const wire = {
    title: "Unauthorized",
    code: "bad-credentials",
    detail: "This name and password do not go together.",
  };

  expect(Problem.of(401, JSON.stringify(wire)).title).toBe(wire.detail);
});

test("a page in place of a problem still says what happened", () => {
  const problem = Problem.of(502, "<html>Bad Gateway</html>");

  expect(problem.title).toBe("HTTP 502");
  expect(problem.code).toBe("http-502");
  expect(problem.passing).toBe(true);
});
