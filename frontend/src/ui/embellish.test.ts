import { expect, test } from "vitest";
import { coloured } from "./colours";
import { embellish } from "./embellish";
import { formula } from "./formula";
import { render } from "./render";

async function shown(text: string): Promise<HTMLElement> {
  const root = document.createElement("div");
  root.append(...render(text));
  for (const code of root.querySelectorAll("pre")) {
    code.dataset.language ??= "";
  }
  await embellish(root);
  return root;
}

test("a formula becomes MathML, without the classes and sources that KaTeX writes", async () => {
  const root = await shown("Euler: $e^{i\\pi} + 1 = 0$.");

  expect(root.querySelector("math msup mi")?.textContent).toBe("e");
  expect(root.textContent?.trim()).toBe("Euler: eiπ+1=0.");
});

test("what is not TeX stays as it was written", async () => {
  const root = await shown("Broken: $\\frac{1}{$ and $\\nosuch{x}$");

  expect(root.querySelector("math")).toBeNull();
  expect(root.textContent?.trim()).toBe("Broken: $\\frac{1}{$ and $\\nosuch{x}$");
});

test.each([
  "\\href{javascript:alert(1)}{x}",
  "\\includegraphics{https://elsewhere.example/p.png}",
  "\\htmlClass{btn}{x}",
  "\\htmlStyle{position:fixed}{x}",
  "\\htmlId{app}{x}",
  "\\htmlData{a=b}{x}",
  "\\url{https://elsewhere.example}",
  "\\text{<img src=x onerror=alert(1)>}",
  "\\color{white}x\\colorbox{red}{y}",
  "\\def\\a{\\a\\a}\\a",
])("a formula can do and load nothing: %s", (source) => {
  const root = document.createElement("div");
  root.append(formula(source, false) ?? "");

  for (const element of root.querySelectorAll("*")) {
    expect(element.namespaceURI).toBe("http://www.w3.org/1998/Math/MathML");
    for (const { name } of element.attributes) {
      expect(name).not.toMatch(/^(on|href|src|class|id|style|mathcolor|mathbackground|data-)/);
    }
  }
});

test("columns of equations stand at their sides", async () => {
  const root = await shown("$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$");
  const cells = [...root.querySelectorAll("mtd")];

  expect(cells.slice(0, 2).map((cell) => cell.getAttribute("data-align"))).toEqual(["right", "left"]);
});

test("code keeps its characters and gains kinds of words", async () => {
  const root = await shown("```js\nconst a = '<b>' // & so on\n```");

  expect(root.querySelector("code")!.textContent).toBe("const a = '<b>' // & so on\n");
  expect(root.querySelector(".code-keyword")?.textContent).toBe("const");
  expect([...root.querySelectorAll("code *")].every((word) => /^(code-[a-z]+)?$/.test(word.className))).toBe(
    true,
  );
});

test("no language is guessed", () => {
  expect(coloured("graph TD; A-->B", "mermaid")).toBeUndefined();
  expect(coloured("<p>", "no such language")).toBeUndefined();
});
