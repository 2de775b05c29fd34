import type { WinRateCell, WinRates } from "../api";

export type Figures = "observed" | "expected";

/** How strongly a cell is coloured at most, in per cent: dark enough to see, light enough to read on. */
const DEEPEST = 42;

/** The cells of a table by row and column. */
export function grid({ models, cells }: WinRates): { model: string; row: (WinRateCell | undefined)[] }[] {
  const found = new Map(cells.map((cell) => [key(cell.model, cell.opponent), cell]));
  return models.map((model) => ({
    model,
    row: models.map((opponent) => found.get(key(model, opponent))),
  }));
}

/** The table without models that nobody has voted on: their rows and columns would be empty. */
export function voted(table: WinRates): WinRates {
  const known = new Set(
    table.cells.filter(({ votes }) => votes > 0).flatMap(({ model, opponent }) => [model, opponent]),
  );
  return { ...table, models: table.models.filter((model) => known.has(model)) };
}

/** To which side of one half a rate lies, and how deep its colour is, in per cent. */
export function heat(rate: number): { side: "more" | "less"; depth: number } {
  return { side: rate >= 0.5 ? "more" : "less", depth: Math.round(Math.abs(rate - 0.5) * 2 * DEEPEST) };
}

function key(model: string, opponent: string): string {
  return JSON.stringify([model, opponent]);
}
