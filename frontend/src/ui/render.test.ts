import { expect, test } from "vitest";
import { pieces, render, visible } from "./render";

function nodes(text: string): HTMLElement {
  const root = document.createElement("div");
  root.append(...render(text));
  return root;
}

const ATTACKS = [
  "<script>globalThis.hit = 1</script>",
  "<scr<script>ipt>globalThis.hit = 1</scr</script>ipt>",
  "<img src=nowhere onerror=globalThis.hit=1>",
  "<svg/onload=globalThis.hit=1>",
  "<details open ontoggle=globalThis.hit=1>x</details>",
  "<iframe srcdoc='<b>x</b>'></iframe>",
  "<form id=vote><input name=submit><button>Vote</button></form>",
  '<div style="position:fixed;inset:0" class="btn primary" id="app">cover</div>',
  "<style>* { display: none }</style>",
  '<base href="https://elsewhere.example/"><meta http-equiv=refresh content="0;url=//elsewhere.example">',
  "<a id=config name=attributes href=javascript:globalThis.hit=1>x</a>",
  "[press](javascript:globalThis.hit=1)",
  '[press](jAvAsCrIpT:globalThis.hit=1 "title")',
  "[press][r]\n\n[r]: javascript:globalThis.hit=1",
  "<javascript:globalThis.hit=1>",
  "[page](data:text/html;base64,PHA+eDwvcD4=)",
  '![x](y" onerror="globalThis.hit=1)',
  "![pixel](https://elsewhere.example/pixel.png)",
  '```"><img src=x onerror=globalThis.hit=1>\ncode\n```',
  "```js\n</code></pre><script>globalThis.hit=1</script>\n```",
  "| a | b |\n| --- | --- |\n| <img src=x onerror=globalThis.hit=1> | `<b>` |",
  "<math><mtext><table><mglyph><style><img src=x onerror=globalThis.hit=1>",
  "$\\href{javascript:globalThis.hit=1}{x}$ and \\(\\htmlClass{btn}{y}\\) and $<img src=x onerror=globalThis.hit=1>$",
  "$$\n</p><script>globalThis.hit=1</script>\n$$",
  "<!-- chatcmpl-123 --><p id=msg_1>text",
];

test.each(ATTACKS)("nothing of %j can do or load anything", (attack) => {
  const root = nodes(attack);

  for (const element of root.querySelectorAll("*")) {
    expect(element.localName).toMatch(
      /^(p|br|hr|h[4-6]|strong|em|s|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|span)$/,
    );
    for (const { name } of element.attributes) {
      expect([
        "dir",
        "start",
        "data-address",
        "data-align",
        "data-image",
        "data-language",
        "data-link",
        "data-math",
      ]).toContain(name);
    }
  }
  expect(document.createNodeIterator(root, NodeFilter.SHOW_COMMENT).nextNode()).toBeNull();
  expect("hit" in globalThis).toBe(false);
});

test("a long text comes in slices of whole blocks, and nothing is lost between them", () => {
  const list = Array.from({ length: 500 }, (_, i) => `- item ${i} of a long list`).join("\n");
  const text = `${"A paragraph of some length.\n\n".repeat(400)}${list}\n\n[Last][r]\n\n[r]: https://example.org`;
  const slices = [...render(text)];

  expect(slices.length).toBeGreaterThan(2);
  expect(
    slices.flatMap((slice) => [...slice.children]).filter((block) => block.localName === "p"),
  ).toHaveLength(401);
  expect(slices.filter((slice) => slice.querySelector("ul"))).toHaveLength(1);
  expect(nodes(text).querySelectorAll("li")).toHaveLength(500);
  expect(nodes(text).textContent).toContain("Last (https://example.org)");
});

test("tags are shown as the characters they are", () => {
  expect(nodes("a <b>bold</b> word").textContent).toContain("<b>bold</b>");
});

test("a link is its words and its address, and cannot be followed", () => {
  const root = nodes("See [the **manual**](https://example.org/a).");

  expect(root.querySelector("a")).toBeNull();
  expect(root.textContent?.trim()).toBe("See the manual (https://example.org/a).");
});

test("an address alone is not said twice", () => {
  expect(nodes("<https://example.org/a>").textContent?.trim()).toBe("https://example.org/a");
});

test("an image is shown as words and never fetched", () => {
  const root = nodes("![a cat](https://example.org/cat.png)");

  expect(root.querySelector("img")).toBeNull();
  expect(root.textContent).toContain("a cat");
  expect(root.textContent).toContain("https://example.org/cat.png");
});

test("headings stand below those of the page", () => {
  const root = nodes("# One\n\n## Two\n\n##### Five");

  expect([...root.children].map((element) => element.localName)).toEqual(["h4", "h5", "h6"]);
});

test("tables, alignment and task boxes are read", () => {
  const root = nodes("| a | b |\n| --- | --: |\n| 1 | 2 |\n\n- [ ] open\n- [x] done");

  expect(root.querySelectorAll("td")).toHaveLength(2);
  expect(root.querySelectorAll('[data-align="right"]')).toHaveLength(2);
  expect([...root.querySelectorAll("li")].map((item) => item.textContent?.trim())).toEqual([
    "☐ open",
    "☑ done",
  ]);
});

test("each block finds its own direction of writing", () => {
  const root = nodes(
    "React هي مكتبة\n\nHello\n\n- عنصر\n- API: واجهة برمجة\n\n> ملاحظة\n\n| أ | 1 |\n|--|--|\n| ب | b |",
  );
  const directions = (selector: string) =>
    [...root.querySelectorAll(selector)].map((block) => block.getAttribute("dir"));

  expect(directions(":scope > p")).toEqual(["rtl", "ltr"]);
  expect(directions("ul, blockquote, table")).toEqual(["rtl", "rtl", "rtl"]);
  expect(directions("li")).toEqual([null, null]);
  expect(directions("td")).toEqual(["rtl", "ltr"]);
  expect(
    [...nodes("Hello\n\n- item").querySelectorAll("p, ul, li")].map((block) => block.getAttribute("dir")),
  ).toEqual(["auto", "auto", "auto"]);
});

test("code is read from the left, and what only stands in a fence as its letters are", () => {
  const root = nodes(
    "```js\n// تعليق طويل على سطر من الشيفرة\nf();\n```\n\n```\nنص عربي\n```\n\n- عنصر\n\n  ```\n  code here, and more of it\n  ```",
  );

  expect([...root.querySelectorAll("pre")].map((code) => code.getAttribute("dir"))).toEqual([
    "ltr",
    "rtl",
    "ltr",
  ]);
  expect(root.querySelector("ul")!.getAttribute("dir")).toBe("rtl");
});

test("what cannot be seen is made visible, and what scripts and emoji need stays", () => {
  expect(visible("a\u0000b\u001b[31m\u007f")).toBe("a␀b␛[31m␡");
  expect(visible("a\u200bb\u202ec")).toBe("a⟨U+200B⟩b⟨U+202E⟩c");
  expect(visible("نمی\u200cخواهم 👩\u200d🔬")).toBe("نمی\u200cخواهم 👩\u200d🔬");
  expect(visible("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}")).toHaveLength(14);
  expect(visible("hidden\u{e0061}")).toBe("hidden⟨U+E0061⟩");
  expect(visible("a\r\nb\tc")).toBe("a\nb\tc");
});

test("a very long text is cut into pieces that lose nothing and split no character", () => {
  const lines = "a line of words\n".repeat(2_000);
  const unbroken = "😀".repeat(20_000);

  expect(pieces(lines).join("\n") + "\n").toBe(lines);
  expect(pieces(unbroken).join("")).toBe(unbroken);
  expect(pieces(unbroken).every((piece) => !/^[\udc00-\udfff]/.test(piece))).toBe(true);
});

test("named and numbered characters are read, half names are left alone", () => {
  expect(
    nodes("a &amp; b &eacute; &#233; &#x1F600; &copycat; &bogus; &semi; &lt;i&gt;").textContent?.trim(),
  ).toBe("a & b é é 😀 &copycat; &bogus; ; <i>");
});

function formulasOf(text: string): [string, string][] {
  return [...nodes(text).querySelectorAll<HTMLElement>("[data-math]")].map((found) => [
    found.dataset.math!,
    found.textContent!,
  ]);
}

test.each([
  ['a*"b"*c', 0],
  ["*€*a", 0],
  ["a*b*c", 1],
  ["*“x”*a", 0],
  ["あ*い*う", 1],
  ["*「あ」*。", 1],
  ["*😀*a", 0],
])("punctuation and signs of any script end an emphasis as letters do not: %s", (text, emphasised) => {
  expect(nodes(text).querySelectorAll("em")).toHaveLength(emphasised);
});

test("formulas are found by their signs", () => {
  expect(formulasOf("Let $n$ be \\(n + 1\\), the $n$th.")).toEqual([
    ["inline", "$n$"],
    ["inline", "\\(n + 1\\)"],
    ["inline", "$n$"],
  ]);
  expect(formulasOf("So\n$$\na &= b \\\\\nc &= d\n$$\nand\n\\[ x_1 * y_1 * z \\]")).toEqual([
    ["display", "$$\na &= b \\\\\nc &= d\n$$"],
    ["display", "\\[ x_1 * y_1 * z \\]"],
  ]);
});

test("an environment of formulas is one without other signs", () => {
  expect(formulasOf("So:\n\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}\nand on.")).toEqual([
    ["display", "\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}"],
  ]);
  expect(formulasOf("\\begin{itemize}\n\\item x\n\\end{itemize}")).toEqual([]);
  expect(formulasOf("\\begin{align}\na\n\nb\n\\end{align}")).toEqual([]);
});

test.each([
  "It costs $5 or $10.",
  "From $5-$10 each.",
  "cp $HOME/$FILE here",
  "A\\$1 and B\\$2",
  "`$x$` and `\\(y\\)`",
  "US$5 and A$6",
  "a $ b $ c",
])("money, variables and code are no formula: %j", (text) => {
  expect(formulasOf(text)).toEqual([]);
});

test("a formula that never ends stays text", () => {
  expect(formulasOf("$$\nx = 1\n\nNext paragraph")).toEqual([]);
  expect(nodes("$$\nx = 1\n\nNext paragraph").textContent).toContain("x = 1");
  expect(nodes("\\[ never ends").textContent).toContain("never ends");
});

test.each([
  ["**「猫は」**どこへ行くのか。", "「猫は」"],
  ["これは**強調（括弧）**です。", "強調（括弧）"],
  ["**100%**的", "100%"],
  ["**“强调”**是", "“强调”"],
  ["는 **'강조'**입니다", "'강조'"],
  ["**太字**です", "太字"],
])("emphasis ends where its script writes no space: %s", (text, bold) => {
  expect(nodes(text).querySelector("strong")?.textContent).toBe(bold);
});

test.each(["a ** b ** c", "**「 」 **", "2 ** 3 ** 4は", "snake_case_名前_です"])(
  "no emphasis is made of %s",
  (text) => {
    expect(nodes(text).querySelector("strong, em")).toBeNull();
  },
);

test("an image that is its own address is not spelled out", () => {
  expect(nodes(`![x](data:image/png;base64,${"A".repeat(20_000)})`).textContent?.trim()).toBe(
    "[Image: x] (data:image/png;base64…)",
  );
});
