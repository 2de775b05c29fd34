/** A stretch of numbers with marks at round values. */
export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

interface Limits {
  /** The shortest stretch: closer values would look further apart than they are. */
  least: number;
  /** Values that cannot be passed, such as 0 and 1 for a rate. */
  floor?: number;
  ceiling?: number;
}

const ROUND = [10, 5, 2.5, 2, 1];
const FEWEST_TICKS = 3;
const AIR = 0.06;

/** An axis that holds all values with some air, and three to six marks on round numbers. */
export function axisFor(values: number[], { least, floor = -Infinity, ceiling = Infinity }: Limits): Axis {
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  const span = Math.max(largest - smallest, least);
  const middle = (smallest + largest) / 2;
  const start = Math.max(floor, Math.min(middle - span / 2, ceiling - span));
  const low = start - span * AIR;
  const high = start + span * (1 + AIR);
  return { low, high, ticks: ticksOf(Math.max(low, floor), Math.min(high, ceiling)) };
}

/** Where a value lies on the axis, in per cent. */
export function at(axis: Axis, value: number): number {
  return ((value - axis.low) / (axis.high - axis.low)) * 100;
}

/** With the longest round step that makes enough marks. */
function ticksOf(low: number, high: number): number[] {
  const power = 10 ** Math.floor(Math.log10(high - low));
  const steps = [...ROUND, ...ROUND.map((round) => round / 10)].map((round) => round * power);
  return steps.map((step) => multiples(step, low, high)).find((ticks) => ticks.length >= FEWEST_TICKS)!;
}

function multiples(step: number, low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) {
    ticks.push(Number((i * step).toPrecision(12)) + 0);
  }
  return ticks;
}
