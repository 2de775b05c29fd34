/** A stretch of numbers with marks at round values. */
export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

const ROUND = [1, 2, 2.5, 5, 10];

/** An axis that holds all values with some air, and three to six marks on round numbers. */
export function axisFor(values: number[], marks = 4): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || Math.abs(high) || 1;
  const step = roundUp(span / marks);
  const air = span * 0.06;
  const ticks: number[] = [];
  for (let i = Math.ceil((low - air) / step); i * step <= high + air; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return { low: low - air, high: high + air, ticks };
}

/** Where a value lies on the axis, in per cent. */
export function at(axis: Axis, value: number): number {
  return ((value - axis.low) / (axis.high - axis.low)) * 100;
}

function roundUp(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ROUND.find((round) => round * power >= step * 0.999)!;
}
