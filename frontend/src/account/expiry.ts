/** The moment at which a day, written YYYY-MM-DD, is over where the reader lives. */
export function endOf(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year!, month! - 1, date! + 1).toISOString();
}
