import type { History } from "../api";
import { t } from "../messages";

/** The server cuts time by UTC, wherever it is read. */
const DAYS = new Intl.DateTimeFormat(t.locale, { dateStyle: "medium", timeZone: "UTC" });

/** Where one model stood at one moment. */
export interface CoursePoint {
  at: string;
  rank: number;
  rating: number;
  lower?: number;
  upper?: number;
  votes: number;
}

export interface CourseLine {
  model: string;
  points: CoursePoint[];
}

/** A line for each model, the one that stands highest in the end first. */
export function linesOf(moments: History["moments"]): CourseLine[] {
  const lines = new Map<string, CourseLine>();
  for (const { at, standings } of moments) {
    for (const { model, rank, rating, lower, upper, votes } of standings) {
      const line = lines.get(model) ?? { model, points: [] };
      line.points.push({ at, rank, rating, lower, upper, votes });
      lines.set(model, line);
    }
  }
  return [...lines.values()].sort((a, b) => last(b).rating - last(a).rating);
}

/** The last day of a period, which ends when the next one begins. */
export function lastDay(end: string | number): string {
  return DAYS.format(new Date(end).getTime() - 1);
}

export function last(line: CourseLine): CoursePoint {
  return line.points.at(-1)!;
}

/** Heights for labels that want to stand at these heights and must not touch: each moves as little as it must. */
export function apart(wanted: number[], least: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const groups: { members: number[]; middle: number }[] = [];
  for (const i of order) {
    let group = { members: [i], middle: wanted[i]! };
    for (
      let before = groups.at(-1);
      before && bottom(before, least) > top(group, least);
      before = groups.at(-1)
    ) {
      groups.pop();
      const members = [...before.members, ...group.members];
      group = { members, middle: members.reduce((sum, j) => sum + wanted[j]!, 0) / members.length };
    }
    groups.push(group);
  }
  const heights = [...wanted];
  for (const group of groups) {
    group.members.forEach((i, place) => (heights[i] = top(group, least) + (place + 0.5) * least));
  }
  return heights;
}

function top(group: { members: number[]; middle: number }, least: number): number {
  return group.middle - (group.members.length * least) / 2;
}

function bottom(group: { members: number[]; middle: number }, least: number): number {
  return group.middle + (group.members.length * least) / 2;
}
