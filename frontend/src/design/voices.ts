/** Texts that a component must bear: short, far too long, Japanese, and written from right to left. */
export interface Voice {
  title: string;
  lang: string;
  dir: "ltr" | "rtl";
  name: string;
  sentence: string;
  /** Markdown, as a model would write it. */
  text: string;
}

export const english: Voice = {
  title: "default",
  lang: "en",
  dir: "ltr",
  name: "Public board",
  sentence: "Whoever has the address may read it.",
  text: "# Heading\n\nA **bold** word, `code`, *emphasis*, and $E = mc^2$.\n\n1. First\n2. Second\n   - [x] nested and done\n\n> A remark.\n\n```js\nconst answer = 42; // a comment\n```\n\n| Model | Votes |\n|:--|--:|\n| one | 1,024 |",
};

const long: Voice = {
  title: "long text",
  lang: "de",
  dir: "ltr",
  name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  sentence:
    "This sentence says more than anyone wants to read in a place that was made for few words, and it goes on, " +
    "for translations are long, and so are the names that people give to what they measure: " +
    "https://example.org/a/very/long/address/that/nobody/has/cut?and=another&part=of-it.",
  text: `${"Donaudampfschifffahrtsgesellschaftskapitän".repeat(4)}\n\n\`\`\`\n${"a long line of code; ".repeat(12)}\n\`\`\`\n\n|${" wide |".repeat(14)}\n|${"---|".repeat(14)}\n|${" cell |".repeat(14)}`,
};

const japanese: Voice = {
  title: "Japanese",
  lang: "ja",
  dir: "ltr",
  name: "公開ランキング",
  sentence: "アドレスを知っている人なら、だれでも読むことができます。",
  text: "## 見出し\n\n吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。**何でも薄暗い**じめじめした所でニャーニャー泣いていた事だけは記憶している。\n\n- 一つ目\n- 二つ目 `code`\n\n| モデル | 票数 |\n|:--|--:|\n| 一 | 1,024 |",
};

const arabic: Voice = {
  title: "right to left",
  lang: "ar",
  dir: "rtl",
  name: "لوحة عامة",
  sentence: "يمكن لكل من لديه العنوان أن يقرأها.",
  text: "## عنوان\n\nهذا نص **عريض** مع `code` ومعادلة $a^2 + b^2$.\n\n1. أولاً\n2. ثانياً\n\n> ملاحظة.\n\n```js\nconst answer = 42;\n```\n\n| النموذج | الأصوات |\n|:--|--:|\n| واحد | 1,024 |",
};

export const VOICES = [english, long, japanese, arabic];
