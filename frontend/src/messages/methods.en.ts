/** One way of the numbers on a board, for a reader who has to defend it. */
export interface MethodsSection {
  /** Also the fragment of its address. */
  id: string;
  title: string;
  /** What it says and what it does not say, in sentences. */
  text: string[];
  formulas?: string[];
  /** One word of the contract each, with what it means: `interval=rater`. */
  choices?: { name: string; meaning: string }[];
  sources?: { title: string; href: string }[];
}

/** How every number is made, in English. */
export const methodsEn: MethodsSection[] = [
  {
    id: "strengths",
    title: "What a rating is",
    text: [
      "Each model has one strength. The probability that a rater prefers model i to model j depends on the difference of the two alone (Bradley and Terry). The strengths shown are those under which the votes that were cast are most probable; they are found exactly, to a trillionth of a logit, from the counts of each pair, so the order in which votes came never matters.",
      "A rating is the strength on the Elo scale: 400 points are odds of ten to one. Only differences can be known, so the mean of a board is set to 1000, or one or two models are given a rating of your choice; their error is then carried by all others.",
      "Raters differ. What a rating estimates is the limit that it would reach with ever more raters and prompts of the same kinds: a strength that speaks for them together. It lies closer to the mean than a single rater’s own would.",
    ],
    formulas: ["P(i is preferred to j) = 1 / (1 + exp(θⱼ − θᵢ))", "rating = 1000 + (400 / ln 10) · θ"],
    sources: [
      { title: "Bradley and Terry 1952", href: "https://doi.org/10.2307/2334029" },
      { title: "Zermelo 1929", href: "https://doi.org/10.1007/BF01180541" },
    ],
  },
  {
    id: "existence",
    title: "When there is no rating",
    text: [
      "A model that never lost and never tied has no finite strength, however many votes it has; nor have two groups of models between which no votes lead both ways a common scale. Before anything is fitted the results are drawn as arrows from winners to losers (a tie goes both ways): ratings exist exactly within groups from which every model can be reached along arrows.",
      "Such groups of two or more models are boards of their own, each with a mean of 1000, whose ratings cannot be compared. A model alone is listed as not rated, with the reason. Votes between groups are counted in a warning and left out. No number is invented; a prior is used only where it was asked for, and then it is named.",
    ],
    sources: [{ title: "Ford 1957", href: "https://doi.org/10.2307/2308513" }],
  },
  {
    id: "ties",
    title: "Ties and “both bad”",
    text: [
      "Most arenas count a tie as half a win for either side, and so does this one unless another rule is chosen. “Both bad” is kept apart in the record; it is worth a tie unless it is left out. A board made with ties as half is narrower than one made of decided votes alone: the scales of different rules must not be mixed.",
    ],
    choices: [
      { name: "ties=half", meaning: "half a win to each; what other arenas do" },
      { name: "ties=drop", meaning: "only decided votes count" },
      { name: "ties=davidson", meaning: "ties have a probability of their own, largest between equals" },
      { name: "ties=rao-kupper", meaning: "a tie is a difference too small to be seen" },
      { name: "bothBad=tie, bothBad=drop", meaning: "what a vote for neither is worth" },
    ],
    sources: [
      { title: "Davidson 1970", href: "https://doi.org/10.1080/01621459.1970.10481082" },
      { title: "Rao and Kupper 1967", href: "https://doi.org/10.1080/01621459.1967.10482901" },
    ],
  },
  {
    id: "intervals",
    title: "Whom an interval speaks of",
    text: [
      "Votes of one rater share that rater’s taste, and votes on one prompt share that prompt. An interval that takes them for independent is too narrow: in simulated arenas of 15 models, with tastes and prompts that differ as they do in practice, intervals meant to hold in 95 % of cases held in as few as 43 %. Clustered by rater and prompt they held in 94.5 to 95.9 %.",
      "So the default is clustered both ways where raters and prompts are known, by rater where prompts are not, and takes votes for independent only where nothing else is known. Every board says which, and whom it speaks of. The variance is a sandwich: it stays right where the model is not. The quantile is Student’s t with one degree of freedom less than there are clusters; where votes are clustered both ways, clusters are counted by Kish’s effective number of raters or prompts, whichever is smaller, so that a few raters who cast most of the votes say no more than so few would.",
      "A difference of two models always has its own error, from the covariance of all strengths. Whether two intervals overlap says little about it.",
    ],
    formulas: [
      "V = H⁺ · B · H⁺,  B = G/(G − 1) · Σ s·sᵀ over clusters",
      "both ways: V = V(rater) + V(prompt) − V(rater and prompt)",
    ],
    choices: [
      { name: "interval=two-way", meaning: "new raters and new prompts" },
      { name: "interval=rater", meaning: "new raters, these prompts" },
      { name: "interval=jackknife", meaning: "new raters, these prompts; each rater left out in turn" },
      { name: "interval=bootstrap", meaning: "new raters, these prompts; raters drawn anew, percentiles" },
      { name: "interval=iid", meaning: "new votes, as if no two had anything in common" },
      { name: "interval=fisher", meaning: "as iid, and as if the model held exactly" },
    ],
    sources: [
      { title: "Cameron, Gelbach and Miller 2011", href: "https://doi.org/10.1198/jbes.2010.07136" },
      { title: "Liang and Zeger 1986", href: "https://doi.org/10.1093/biomet/73.1.13" },
      { title: "White 1982", href: "https://doi.org/10.2307/1912526" },
    ],
  },
  {
    id: "ranks",
    title: "Ranks",
    text: [
      "The rank is the order of the ratings. The range under it holds every rank that the votes leave open, for all models of the board at once: a model’s best possible rank is one more than the number of models that are significantly above it. The critical value is that of the largest of all differences, simulated from their covariance, so the whole table is right at the board’s level and not only each line of it.",
    ],
    sources: [
      { title: "Mogstad, Romano, Shaikh and Wilhelm 2024", href: "https://doi.org/10.1093/restud/rdad006" },
      { title: "Hothorn, Bretz and Westfall 2008", href: "https://doi.org/10.1002/bimj.200810425" },
    ],
  },
  {
    id: "win-rates",
    title: "Win rates",
    text: [
      "An observed win rate is a share of the votes that two models got against each other. It depends on who met whom how often. An expected win rate is what the ratings predict; against the field it is the mean over all other models of the board, each equally often, and so can be compared between models.",
    ],
  },
  {
    id: "comparison",
    title: "One candidate against one baseline",
    text: [
      "The verdict is the candidate’s share of the decided votes between the two: ties and “both bad” are left out and shown beside it. Its interval is Wilson’s at the effective number of votes, which is the number of votes divided by the design effect of the same clusters as the board’s interval. The gap in Elo is that share on the Elo scale; the gap on the board uses the votes against all other models too.",
      "The interval marked “at any look” holds at all times together: you may look after every vote and stop when you like. Votes of one rater are not independent, so it is fed the first decided vote of each rater, in the order of the record, and nothing that the same rater says later; a vote of which nobody knows the rater counts as a rater. How many were fed stands beside it.",
    ],
    sources: [
      { title: "Wilson 1927", href: "https://doi.org/10.1080/01621459.1927.10502953" },
      { title: "Howard, Ramdas, McAuliffe and Sekhon 2021", href: "https://doi.org/10.1214/20-AOS1991" },
    ],
  },
  {
    id: "position",
    title: "The first place",
    text: [
      "Sides are drawn at random for every battle, so that the side a model stood on cannot favour it. How much raters lean to the first side can still be estimated: with position=true a term for it stands beside the strengths, with its error. Votes of which nobody knows what was shown first do not take part in it.",
    ],
  },
  {
    id: "style",
    title: "Style",
    text: [
      "Raters like length and structure, and a rating contains what style earns. A board can hold the look of responses equal: it estimates what length, headings, list items and bold type add to a response’s chances, together with the strengths, and shows both. A rating is then what a model earns at equal look. Whether that is the better question is for the reader: a long answer may be long because it says more.",
      "Of each trait the difference of the two responses is taken relative to their sum, and measured in standard deviations among all votes. Length counts words, or characters where a script puts no spaces between words, in the whole response; the other traits are counted outside of code blocks. Coefficients are drawn to zero by half their squares divided by two, against the sum of all losses, so that the pull fades as votes come in; strengths are not drawn. Their errors come from the same clusters as those of the ratings. A vote of which a text is unknown or blank is rated as if both responses looked alike, and counted in a warning.",
    ],
    formulas: ["P(a preferred to b) = σ(θa − θb + Σ βf · (fa − fb)/(fa + fb)/sdf)"],
    choices: [
      { name: "style=none", meaning: "style included (default)" },
      { name: "style=length", meaning: "at equal length" },
      { name: "style=full", meaning: "at equal length, headings, lists and bold type" },
    ],
    sources: [
      {
        title: "Li, Angelopoulos and Chiang 2024",
        href: "https://lmsys.org/blog/2024-08-28-style-control/",
      },
    ],
  },
  {
    id: "sequential",
    title: "Ratings that depend on the order of votes",
    text: [
      "Elo, Glicko-2 and TrueSkill read votes one after another; the same votes in another order give other ratings. They are right for players who change, and models do not. They are offered under their names, without an interval, and are never the default. The modes named after other arenas show what those would print for the same votes, with their known defects, so that a difference can be explained.",
    ],
    choices: [
      {
        name: "method=elo, glicko2, trueskill",
        meaning: "one vote after another, in the order of the record",
      },
      { name: "method=arena-rank, fastchat, evalica", meaning: "what those programs compute" },
      {
        name: "method=eqbench3",
        meaning:
          "what EQ-Bench 3 makes of margins, with two anchors of yours: a margin of three is its full lead, and no pair is left out",
      },
      { name: "method=win-rate", meaning: "the mean of a model’s observed win rates against each rival" },
    ],
    sources: [
      { title: "Glickman 2012", href: "http://www.glicko.net/glicko/glicko2.pdf" },
      {
        title: "Herbrich, Minka and Graepel 2006",
        href: "https://www.microsoft.com/en-us/research/publication/trueskilltm-a-bayesian-skill-rating-system/",
      },
    ],
  },
  {
    id: "pairing",
    title: "Which pair is shown",
    text: [
      "Pairs are drawn, never picked: the more a vote on a pair would tell, the more probable it is, and a tenth of all draws is uniform. The probability of every pair that was shown is stored with its vote and exported. Always taking the most telling pair would bias strengths and make intervals too narrow.",
    ],
    choices: [
      { name: "active", meaning: "aims at precise ratings of all models" },
      { name: "order", meaning: "aims at the right order of the models" },
      { name: "least_seen", meaning: "the pairs with the fewest votes first" },
      { name: "uniform", meaning: "all pairs alike" },
    ],
    sources: [{ title: "Chiang et al. 2024", href: "https://arxiv.org/abs/2403.04132" }],
  },
  {
    id: "warnings",
    title: "What a board warns of",
    text: [
      "Few raters: below fifty, what is said of new raters rests on few. A rater with more than 5 % of the votes: the board is partly that person’s. Votes left out because nothing connects their models both ways. An interval that could not be had, and why. A warning is part of the board: it is in the answer of the interface and in every file.",
    ],
  },
  {
    id: "checks",
    title: "Checks: does the model fit?",
    text: [
      "The checks are of Bradley–Terry strengths, of the largest group of models that votes connect. For every pair, what happened is held against what the strengths expect. The deviance G² adds that up; where the model holds and votes are independent it is χ² with as many degrees of freedom as there are pairs with votes, less one fewer than there are models. A small p says that one strength for each model is too simple: some pair goes another way than all the rest would have it.",
      "It says less than it seems where its conditions fail. A tie counts as half a win and varies less than a vote that takes a side: with many ties small deviations are missed. Raters whose tastes differ make the same deviation look like more than it is. X² for each degree of freedom far below or above 1 tells of either.",
      "A pair stands out where its residual, divided by its own error, is too large to be chance among all pairs together (Holm).",
    ],
    formulas: [
      "G² = 2 Σ [w ln(w/e) + l ln(l/(n − e))],  e = n · P(i is preferred to j)",
      "z = (w − e) / √(n p (1 − p)(1 − h))",
    ],
    sources: [
      { title: "Agresti 2002, section 10.6", href: "https://doi.org/10.1002/0471249688" },
      { title: "Holm 1979", href: "https://www.jstor.org/stable/4615733" },
    ],
  },
  {
    id: "circles",
    title: "Checks: circles",
    text: [
      "Where A beats B, B beats C and C beats A, no order of the three is right. The log odds of all pairs are split into differences of one number for each model and a rest that goes round in circles; its share of the whole is shown, from 0 to 1. Chance alone leaves a rest, the more the fewer the votes: read it beside the p-value above it.",
    ],
    formulas: ["share = Σ n (Y − sᵢ + sⱼ)² / Σ n Y²,  Y = ln((w + ½)/(l + ½))"],
    sources: [{ title: "Jiang, Lim, Yao and Ye 2011", href: "https://doi.org/10.1007/s10107-010-0419-x" }],
  },
  {
    id: "thin-pairs",
    title: "Checks: pairs with few votes",
    text: [
      "A pair with fewer than five votes expected on one side is too thin to be looked at by itself: its win rate and its residual are not normal. The board does not mind, since it takes what such a pair says together with all others.",
    ],
    sources: [{ title: "Cochran 1954", href: "https://doi.org/10.2307/3001616" }],
  },
  {
    id: "fragility",
    title: "Checks: what the first rank hangs on",
    text: [
      "How few votes, or raters, would have to go for another model to stand first? Those that hold the leader most are taken away first, by their influence on its distance to each close rival, and the board is fitted again until the order turns; then as many are given back as can be. So many do suffice; fewer might. A small number does not say that these votes are wrong, only that much hangs on them.",
      "Without each single rater the board is compared by one step from the fit, and for those who move it most by a fit without them. Raters are named as in the export of votes, and only to those who may read it.",
    ],
    sources: [
      { title: "Broderick, Giordano and Meager 2020", href: "https://arxiv.org/abs/2011.14999" },
      { title: "Pregibon 1981", href: "https://doi.org/10.1214/aos/1176345513" },
    ],
  },
  {
    id: "tie-rules",
    title: "Checks: other rules for ties",
    text: [
      "The same votes under each rule for ties, beside the board’s own. Leaving ties out stretches all ratings alike and so changes no order by itself: compare ranks, and what remains of the differences after the stretch. Where a rule cannot be tried, because the votes that it leaves do not connect the models or never decide, the reason stands in its place.",
    ],
    sources: [
      { title: "Davidson 1970", href: "https://doi.org/10.1080/01621459.1970.10481082" },
      { title: "Rao and Kupper 1967", href: "https://doi.org/10.1080/01621459.1967.10482901" },
    ],
  },
  {
    id: "agreement",
    title: "Checks: do raters agree?",
    text: [
      "Two raters agree where they say the same of the same two responses to the same prompt; a rater’s first word counts, and votes without rater or prompt take no part. Krippendorff’s alpha takes any number of raters: 1 where all agree, 0 where they agree as strangers would. Taken as names, a tie is as far from a win as a loss is; taken as points, it lies half way. Fleiss’ kappa is of the pairs of responses that were judged equally often, Cohen’s of the two raters who share most.",
      "Which of two models is called the first is arbitrary, so every pair is counted twice, once turned round: no number changes with the names of models. Low agreement is no fault where taste is asked for; it says how many raters a result needs.",
    ],
    formulas: ["α = 1 − observed disagreement / expected disagreement"],
    sources: [
      { title: "Krippendorff 2019, chapter 12", href: "https://doi.org/10.4135/9781071878781" },
      { title: "Fleiss 1971", href: "https://doi.org/10.1037/h0031619" },
      { title: "Cohen 1960", href: "https://doi.org/10.1177/001316446002000104" },
    ],
  },
  {
    id: "reliability",
    title: "Checks: which raters to look at",
    text: [
      "Crowd-BT gives each rater a probability of meaning what the ratings say, together with the ratings: near one half for somebody who votes at random, below it for somebody who votes the wrong way round. A rater with 25 decided votes or more is marked to be looked at where this lies below the middle of all raters by more than its error allows, however many raters are compared (Bonferroni, 5 %). Where there are very many votes, the first ones of each rater are taken.",
      "Accuracy is that of Dawid and Skene: how probably a rater says what a weighted majority says, of what three raters or more judged, for those with ten such judgements. Both take agreement with others for reliability, and a rater of another taste looks unreliable too. So nobody is left out by these numbers: somebody should look.",
    ],
    formulas: ["P(rater r prefers i to j) = ηᵣ σ(θᵢ − θⱼ) + (1 − ηᵣ) σ(θⱼ − θᵢ),  ηᵣ ~ Beta(2, 2)"],
    sources: [
      {
        title: "Chen, Bennett, Collins-Thompson and Horvitz 2013",
        href: "https://doi.org/10.1145/2433396.2433420",
      },
      { title: "Dawid and Skene 1979", href: "https://doi.org/10.2307/2346806" },
    ],
  },
  {
    id: "slices",
    title: "By category, language, rater or month",
    text: [
      "A part of the votes has a board of its own, and it is noisy. So each model’s rating in a part is drawn towards its rating on the whole board, as far as the part’s own votes leave it open: the factor says how much of the difference was kept, 1 where the part speaks for itself and 0 where the board alone does. How far models really differ between parts, τ², is estimated from all parts together; where chance explains all differences it is 0. The interval takes into account that τ² is itself uncertain. A part often has few prompts, so its own error is never taken for smaller than if its votes were independent, and is widened as Student’s t is against the normal.",
      "A model that the votes of a part do not connect with most others stands where the board has it, and says so. Votes that say nothing of what they are told apart by belong to no part, but to the board. Of more than a hundred parts those with the most votes are shown.",
    ],
    formulas: ["rating here = board + B · (its own − board),  B = τ² / (τ² + v)"],
    choices: [
      { name: "by=category, language", meaning: "of the prompt" },
      { name: "by=raterKind", meaning: "person or judge" },
      { name: "by=month", meaning: "of the vote, in UTC" },
    ],
    sources: [
      { title: "Morris 1983", href: "https://doi.org/10.1080/01621459.1983.10477920" },
      { title: "DerSimonian and Laird 1986", href: "https://doi.org/10.1016/0197-2456(86)90046-2" },
    ],
  },
  {
    id: "again",
    title: "To compute it again",
    text: [
      "A board has a name, its snapshot: equal votes and settings give equal names. With asOf it is made of the record as it stood at any earlier time, votes that were changed or taken back later included as they were then. Its hash is the end of the arena’s record, a chain in which no vote can be changed, left out or added without changing every hash after it. Export the votes, with texts where style is held equal, and run “rate” on the file: the same numbers come out, to nine digits and more. The engine itself is plain Java without the server.",
    ],
  },
];
