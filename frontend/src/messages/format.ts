/** Numbers, dates and times as readers of one language write them. */
export function formats(locale: string, percentSpace: string) {
  const plain = [0, 1, 2].map((digits) => fixed(locale, digits));
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: false });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const languages = new Intl.DisplayNames(locale, { type: "language" });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });

  function languageName(tag: string): string | undefined {
    try {
      return languages.of(tag);
    } catch {
      return undefined;
    }
  }

  return {
    number: (value: number, digits: 0 | 1 | 2 = 0) => plain[digits]!.format(value).replace("-", "\u2212"),
    /** Elo points, written without a separator: 1083. */
    points: (value: number) => points.format(Math.round(value) + 0).replace("-", "\u2212"),
    /** With its sign, and a real minus: a difference. */
    signed: (value: number) => signed.format(value).replace("-", "\u2212"),
    /** A fraction as per cent. */
    percent: (fraction: number, digits: 0 | 1 | 2 = 1) =>
      plain[digits]!.format(fraction * 100) + percentSpace + "%",
    day: (iso: string) => day.format(new Date(iso)),
    moment: (iso: string) => moment.format(new Date(iso)),
    clock: (iso: string) => clock.format(new Date(iso)),
    /** A language by its tag, as it is called; what is no tag, or of no known language, as it is written. */
    language: (tag: string) => languageName(tag) ?? tag,
    bytes: (count: number) =>
      count < 1e6 ? `${plain[0]!.format(Math.ceil(count / 1e3))} kB` : `${plain[1]!.format(count / 1e6)} MB`,
  };
}

function fixed(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
