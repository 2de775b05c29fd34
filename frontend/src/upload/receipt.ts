import type { UploadReport } from "../api";
import { t } from "../messages";

export type Verdict = "good" | "partly" | "refused" | "known" | "stored";

/** What a report means for whoever sent the file. Only "good" and "partly" leave something to accept. */
export function verdictOf(report: UploadReport, refused: boolean): Verdict {
  if (refused) {
    return "refused";
  }
  if (!report.dryRun) {
    return "stored";
  }
  if (report.accepted > 0) {
    return report.rejected > 0 ? "partly" : "good";
  }
  return report.rejected > 0 ? "refused" : "known";
}

/** The sentence above the numbers. */
export function sentenceOf(verdict: Verdict, file: string): string {
  switch (verdict) {
    case "good":
      return t.upload.good(file);
    case "partly":
      return t.upload.partly(file);
    case "refused":
      return t.upload.refused(file);
    case "known":
      return t.upload.nothingNew(file);
    case "stored":
      return t.upload.done(file);
  }
}

type Figure = keyof typeof t.upload.report;

/** The numbers of a report, without those that say nothing about this kind of file. */
export function figuresOf(report: UploadReport): { name: string; value: number }[] {
  return (Object.keys(t.upload.report) as Figure[])
    .filter((figure) => report[figure] !== undefined)
    .map((figure) => ({ name: t.upload.report[figure], value: report[figure]! }));
}
