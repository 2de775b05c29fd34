import type { BoardSlice, ByTieRule, Checkup } from "../api";

/** One model under every rule for ties that could be tried. */
export interface TieRow {
  model: string;
  cells: { rule: ByTieRule["rule"]; rank: number; rating: number; moved: number }[];
}

/** The board's own rule first, and its models in its order; how far each rank moved from it. */
export function tieRows(rules: ByTieRule[]): { columns: ByTieRule[]; rows: TieRow[] } {
  const tried = rules.filter(({ missing }) => missing === undefined);
  const columns = [...tried.filter(({ chosen }) => chosen), ...tried.filter(({ chosen }) => !chosen)];
  const own = columns[0]?.standings ?? [];
  const rows = own.map(({ model, rank: before }) => ({
    model,
    cells: columns.flatMap(({ rule, standings }) =>
      standings
        .filter((standing) => standing.model === model)
        .map(({ rank, rating }) => ({ rule, rank, rating, moved: rank - before })),
    ),
  }));
  return { columns, rows };
}

/** The pairs worth a line: those that stand out, or else the most surprising few. */
export function residualsToShow({ residuals, standingOut }: NonNullable<Checkup["fit"]>) {
  return residuals.slice(0, Math.max(standingOut, FEW));
}

/** The parts seen model by model: in each row one model, in each part of the row one slice. */
export function byModel(slices: BoardSlice[]) {
  return (slices[0]?.models ?? []).map(({ model, board }, i) => ({
    model,
    board,
    slices: slices.map(({ value, models }) => ({ value, ...models[i]! })),
  }));
}

/** p-values below this are said to be below it. */
const LEAST_P = 0.001;

export function pValue(p: number, write: (p: number) => string): string {
  return p < LEAST_P ? `< ${LEAST_P}` : write(p);
}

const FEW = 5;
