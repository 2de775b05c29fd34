import type { UploadReport, Violation } from "../api";
import { show, t } from "../messages";

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

/** The numbers of a report, without those that say nothing about this kind of file. */
export function figuresOf(report: UploadReport): { name: string; value: number }[] {
  const ofVotes = typeof report.raters === "number";
  const names = { ...t.upload.report, ...(ofVotes && t.upload.reportOfVotes) };
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((figure) => {
    const value = report[figure];
    return typeof value === "number" ? [{ name: names[figure]!, value }] : [];
  });
}

/** The line of a remark as it is shown; what is said of the file as a whole has none. */
export function lineOf({ line }: Violation): string {
  return line ? show.number(line) : "–";
}
