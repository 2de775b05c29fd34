import { t } from "../messages";

/** A failure that can be told: a title, and what to do. Anything else that is thrown is a defect of ours. */
export interface Failure {
  title: string;
  detail?: string | undefined;
  code?: string;
  status?: number;
  violations?: { field?: string; column?: string; message: string }[];
}

export function failure(error: unknown): Failure {
  if (error instanceof Error && "title" in error && typeof error.title === "string") {
    return error as Error & Failure;
  }
  throw error;
}

/** Whether the same question would only get the same answer, so that nobody should be asked to repeat it. */
export function isFinal({ status }: Failure): boolean {
  return status !== undefined && [401, 403, 404, 410, 422].includes(status);
}

/** A rule said no: nothing is broken, so nothing alarms. */
export function isForeseen({ code }: Failure): boolean {
  return code !== undefined && ["sign-in", "not-allowed", "not-before-close"].includes(code);
}

/** The way to sign in, and back to the page that asked for it. */
export function signInFrom({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  return pathname === "/" ? "/login" : `/login?next=${encodeURIComponent(pathname + search)}`;
}

/** Of these the server's sentence says more than any of ours can: which value, which name, which step. */
const PRECISE = [
  "invalid",
  "json",
  "format",
  "not-offered",
  "phase-step",
  "model-differs",
  "no-pairs",
  "language-unknown",
];

/** What a failure is called in the reader's language: in our words, or else in the server's. */
export function told({ code, title, detail }: Failure): { title: string; detail?: string | undefined } {
  // Those of admins and analysts, and those of the door, are there on their pages only.
  const all: Record<string, string> = { ...t.staffRefusals, ...t.doorRefusals, ...t.refusals };
  const own = all[code?.startsWith("http-") ? "unexplained" : (code ?? "")];
  if (own === undefined) {
    return { title, detail };
  }
  return { title: own, ...(PRECISE.includes(code ?? "") && { detail: title }) };
}
