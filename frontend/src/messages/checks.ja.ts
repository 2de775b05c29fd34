import type { StaffMessages } from "./en";

const numbers = new Intl.NumberFormat("ja-JP");

/** 点検のページの言葉。点検でわかったことは、サーバーから文章で届く。 */
export const checksJa: StaffMessages["checks"] = {
  title: "点検",
  tab: (arena) => `${arena}: 点検`,
  lead: "この表をそのまま信頼できるか、何に左右されるか。順位を引用する前に読んでください。",
  emptyTitle: "点検するものがまだありません",
  emptyAction: "リーダーボードへ",
  how: "点検の方法",
  contents: "目次",
  asOf: (moment) => `${moment}現在`,
  more: (shown, all) => `${count(all)}件中${count(shown)}件を表示しています。すべてはJSONにあります。`,
  json: "すべてをJSONで",

  fit: {
    title: "モデルは当てはまっているか",
    g2: "逸脱度 G²",
    df: (df) => `自由度${count(df)}`,
    p: "p値",
    pHint: "小さければ偶然ではない",
    x2: "PearsonのX²",
    dispersion: (value) => `自由度あたり${value}`,
    circles: "循環の割合",
    circlesHint: (groups) => `三すくみ${count(groups)}組`,
    pairs: "外れた組",
    pairsOf: (pairs) => `全${count(pairs)}組のうち`,
    residuals: "ずれの最も大きい組",
    pair: "組",
    observed: "実際",
    expected: "予測",
    z: "z",
    holm: "補正後のp",
    votes: "票",
    against: "対",
    standsOut: "外れ",
    triads: "最も明らかな三すくみ",
    beats: "＞",
    weakest: (rate) => `いずれも${rate}以上`,
  },

  single: {
    title: "少数の評価者や票に左右されるか",
    votes: "首位を左右する票",
    raters: "首位を左右する評価者",
    of: (share, what) => `全${what}の${share}`,
    suffice: (first) => `除くと首位は${first}`,
    wordVotes: "票",
    wordRaters: "評価者",
    none: "見つかりません",
    without: "除く評価者",
    share: "票の割合",
    model: "最も動くモデル",
    change: "動き（点）",
    ranks: "順位の動き",
    anotherFirst: "首位が交代",
    table: "除くと表が最も動く評価者",
  },

  ties: {
    title: "引き分けの規則を変えると順序は変わるか",
    rules: { half: "半勝", davidson: "Davidson", "rao-kupper": "Rao–Kupper", drop: "除く" },
    chosen: "この表",
    model: "モデル",
    table: "各規則での順位とレーティング",
    scale: "規則が異なればレーティングの尺度も異なります。点数ではなく順位を比べてください。",
    not: (rule) => `${rule}: `,
  },

  raters: {
    title: "評価者は一致しているか",
    twice: "二回以上評価された組",
    of: (units) => `回答の組${units}組のうち`,
    judgements: "その組への評価",
    on: (pairs) => `回答の組${count(pairs)}組から`,
    untold: "求められません",
    table: "信頼性の最も低い評価者",
    rater: "評価者",
    decided: "決着した票",
    reliability: "信頼性",
    accuracy: "正確さ",
    doubtful: "票の確認を",
    noAccuracy: "正確さ: ",
    scale:
      "信頼性は、評価者の意図がレーティングと同じである確率です。0.5は偶然と変わりません。好みの異なる評価者も信頼性が低く見えます。判断する前に、その人の票を確認してください。",
  },

  slices: {
    title: "分野、言語、評価者、月ごと",
    by: "分け方",
    kinds: { category: "分野", language: "言語", raterKind: "評価者の種類", month: "月" },
    csv: "CSVで書き出す",
    model: "モデル",
    votes: (votes) => `${count(votes)}票`,
    label: (model, rating, lower, upper) => `${model}: ${rating}、${lower}から${upper}`,
    kept: "独自の差",
    missing: "この票だけでは未評価",
    without: (votes) => `${count(votes)}票はどれにも属しません。`,
    hint: "塗りつぶした点はその部分でのレーティングで、票が少なく定まらないほど表全体の値に引き寄せてあります。破線は表全体でのレーティングです。パーセントは、表全体との差のうち、その部分独自のものとしてどれだけ残したかを示します。",
  },

  thin: {
    title: "票の少ない組",
    pair: "組",
    votes: "票",
    expected: "少ない側の期待票数",
  },
};

function count(number: number): string {
  return numbers.format(number);
}
