/** A failure that can be told: a title, and what to do. Anything else that is thrown is a defect of ours. */
export interface Failure {
  title: string;
  detail?: string | undefined;
  status?: number;
  violations?: { field?: string; column?: string; message: string }[];
}

export function failure(error: unknown): Failure {
  if (error instanceof Error && "title" in error && typeof error.title === "string") {
    return error as Error & Failure;
  }
  throw error;
}
