import type { UploadReport, Violation } from "./types";

/** Everything a refused or failed call says, in words for the reader and a code for the program. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly violations: Violation[];
  /** Seconds after which the server would like to be asked again. */
  readonly retryAfter: number | undefined;
  /** The whole answer: a refused upload carries its report, a decided battle its receipt. */
  readonly body: Partial<UploadReport> & Record<string, unknown>;

  constructor(status: number, code: string, title: string, more: Partial<Problem> = {}) {
    super(title);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = more.detail;
    this.violations = more.violations ?? [];
    this.retryAfter = more.retryAfter;
    this.body = more.body ?? {};
  }

  /** True where nothing was decided: the same call may succeed later, and repeating it is harmless. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static unreachable(): Problem {
    return new Problem(0, "unreachable", "unreachable");
  }

  static of(status: number, text: string, retryAfter?: string | null): Problem {
    const body = object(text);
    return new Problem(
      status,
      string(body.code) ?? `http-${status}`,
      // The sentence for people is the detail; the title of a problem on the wire is only the name of its status.
      string(body.detail) ?? `HTTP ${status}`,
      {
        violations: Array.isArray(body.violations) ? (body.violations as Violation[]) : [],
        retryAfter: retryAfter ? Number(retryAfter) || undefined : undefined,
        body,
      },
    );
  }
}

/** For a call whose refusal takes nothing away: whatever else is thrown is a fault, and stays one. */
export function passOver(error: unknown): undefined {
  if (!(error instanceof Problem)) {
    throw error;
  }
}

/** A proxy in between may answer with a page instead of a problem: then only the status speaks. */
function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
