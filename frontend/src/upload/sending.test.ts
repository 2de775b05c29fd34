import { expect, test, vi } from "vitest";
import { Problem, type UploadReport, type Violation } from "../api";
import { figuresOf, lineOf, sentenceOf, verdictOf } from "./receipt";
import { Sending } from "./sending.svelte";

function report(more: Partial<UploadReport> = {}): UploadReport {
  return {
    rows: 10,
    accepted: 10,
    rejected: 0,
    repeated: 0,
    prompts: 5,
    models: 2,
    responses: 10,
    warnings: [],
    violations: [],
    violationsTotal: 0,
    dryRun: true,
    ...more,
  };
}

const FILE = new File(["prompt,model,response"], "answers.csv");
const BAD = { line: 3, column: "model", code: "missing-field", message: "The model is missing." };

function sending(...answers: (UploadReport | Problem)[]) {
  const send = vi.fn(async () => {
    const answer = answers.shift()!;
    if (answer instanceof Problem) {
      throw answer;
    }
    return answer;
  });
  return { it: new Sending("/arenas/a/responses", send), send };
}

test("a file is checked before anything is stored", async () => {
  const { it, send } = sending(report(), report({ dryRun: false }));

  await it.check(FILE);
  expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ dryRun: true, mode: "skip" }));
  expect(it.sentence).toBe("answers.csv is good. Nothing is stored yet.");

  expect(await it.accept()).toBe(true);
  expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ dryRun: false, mode: "strict" }));
  expect(it.sentence).toBe("answers.csv is stored.");
});

test("bad rows are left out only where the receipt said so", async () => {
  const { it, send } = sending(
    report({ accepted: 9, rejected: 1, violations: [BAD], violationsTotal: 1 }),
    report({ dryRun: false, accepted: 9 }),
  );

  await it.check(FILE);
  expect(it.verdict).toBe("partly");
  await it.accept();

  expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ mode: "skip" }));
});

test("a refusal shows its report and cannot be accepted", async () => {
  const body = { ...report({ accepted: 0, rejected: 10 }), violations: [BAD], violationsTotal: 1 };
  const { it, send } = sending(new Problem(422, "upload-refused", "The file was refused.", { body }));

  await it.check(FILE);

  expect(it.verdict).toBe("refused");
  expect(it.report?.violations).toEqual([BAD]);
  expect(await it.accept()).toBe(false);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a connection lost while storing leaves the receipt to be accepted again", async () => {
  const { it } = sending(report(), Problem.unreachable(), report({ dryRun: false }));

  await it.check(FILE);
  expect(await it.accept()).toBe(false);
  expect(it.problem?.code).toBe("unreachable");
  expect(it.verdict).toBe("good");

  expect(await it.accept()).toBe(true);
  expect(it.problem).toBeUndefined();
});

test("a check that was cancelled goes back to choosing without a reproach", async () => {
  const { it } = sending(new Problem(0, "cancelled", "The upload was cancelled."));

  await it.check(FILE);

  expect(it.step).toBe("choosing");
  expect(it.problem).toBeUndefined();
});

test.each([
  ["known", report({ accepted: 0, repeated: 10 }), false],
  ["refused", report({ accepted: 0, rejected: 10 }), false],
  ["stored", report({ dryRun: false }), false],
  ["refused", report(), true],
] as const)("the verdict is %s", (verdict, of, refused) => {
  expect(verdictOf(of, refused)).toBe(verdict);
});

test("what is already here is said in words, not as a success", () => {
  expect(sentenceOf("known", "a.csv")).toBe(
    "Everything in a.csv is already here. There is nothing to store.",
  );
});

test("the numbers of a receipt say whether they count what is new or what is named", () => {
  const ofResponses = { ...report(), raters: null } as unknown as UploadReport;
  const ofVotes = { ...report({ raters: 3, models: 0 }), responses: null } as unknown as UploadReport;

  expect(names(ofResponses).slice(4)).toEqual(["New responses", "New prompts", "New models"]);
  expect(names(ofVotes).slice(4)).toEqual(["Prompts named", "New models", "Raters named"]);
});

test("a remark about the file as a whole has no line", () => {
  const whole = { line: null, code: "one-model", message: "One model alone." };

  expect(lineOf(whole as unknown as Violation)).toBe("–");
  expect(lineOf(BAD)).toBe("3");
});

function names(of: UploadReport): string[] {
  return figuresOf(of).map((figure) => figure.name);
}
