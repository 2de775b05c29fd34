import { expect, test } from "vitest";
import { embellish, type Allowed } from "./embellish";
import { noAddresses, render } from "./render";

const BOTH: Allowed = { links: true, images: true };

async function shown(text: string, allowed = BOTH): Promise<HTMLElement> {
  const root = document.createElement("div");
  const found = noAddresses();
  for (const slice of render(text, found)) {
    const opened = embellish(slice, found, allowed);
    root.append(slice);
    await opened;
  }
  return root;
}

function addresses(root: HTMLElement): (string | null)[] {
  return [...root.querySelectorAll("a")].map((link) => link.getAttribute("href"));
}

test("a link opens elsewhere, and who is opened learns nothing of where it stood", async () => {
  const root = await shown("See [the **manual**](https://example.org/a?b=1&c=%2F).");
  const link = root.querySelector("a")!;

  expect(root.textContent?.trim()).toBe("See the manual.");
  expect(link.innerHTML).toBe("the <strong>manual</strong>");
  expect(link.getAttribute("href")).toBe("https://example.org/a?b=1&c=%2F");
  expect(link.target).toBe("_blank");
  expect(link.rel).toBe("noopener noreferrer");
});

test.each([
  "bank.example",
  "→ https://bank.example",
  "Visit www.bank.example (official)",
  "“bank.example”",
  "bank.example:443",
  "//bank.example/",
  "bank․example",
  "bücher.example",
  "![bank.example](https://pictures.example/a.png)",
])("words that can be taken for another address keep the true one beside them: %s", async (words) => {
  const root = await shown(`[${words}](https://elsewhere.example)`);

  expect(addresses(root)).toEqual(["https://elsewhere.example/"]);
  expect(root.textContent).toContain(" (https://elsewhere.example)");
});

test.each([
  "[](https://elsewhere.example)",
  "[ ](https://elsewhere.example)",
  "[<https://bank.example>](https://elsewhere.example)",
])("a link that is none to read stays text: %s", async (text) => {
  const root = await shown(text);

  expect(addresses(root)).not.toContain("https://elsewhere.example/");
  expect(root.textContent).toContain("(https://elsewhere.example)");
  expect(root.querySelector("a a")).toBeNull();
});

test("an address in its words, and a hidden sign in an address, are shown as they are", async () => {
  const root = await shown("[x](https://elsewhere.example/%E2%80%AE/gnp) <https://a.example/%E2%80%8Bb>", {
    links: false,
    images: false,
  });

  expect(root.textContent).toContain("⟨U+202E⟩");
  expect(root.textContent).toContain("⟨U+200B⟩");
});

test.each([
  `https://x${".".repeat(99_000)}a`,
  `https://x${")".repeat(99_000)}`,
  `https://x${".".repeat(10_000)}a${")".repeat(1_000)}`,
  `https://a${".a".repeat(49_000)}`,
  "(".repeat(99_000),
  "https://a.example ".repeat(5_000),
  `[${"www.".repeat(24_000)}](https://a.example)`,
])("no text keeps the page from answering, however long its addresses are", async (text) => {
  expect((await shown(text)).textContent?.trim()).not.toBe("");
});

test("words that pretend to be another address keep the true one beside them", async () => {
  const root = await shown(
    "[bank.example](https://elsewhere.example) [https://bank.example](https://elsewhere.example)",
  );

  expect(root.textContent?.trim()).toBe(
    "bank.example (https://elsewhere.example) https://bank.example (https://elsewhere.example)",
  );
});

test.each([
  ["See https://example.org/a.", ["https://example.org/a"], "See https://example.org/a."],
  ["(at http://example.org/a_(b))", ["http://example.org/a_(b)"], "(at http://example.org/a_(b))"],
  ["<https://example.org/a>", ["https://example.org/a"], "https://example.org/a"],
  [
    "詳しくはhttps://example.org/ja/をご覧ください。",
    ["https://example.org/ja/"],
    "詳しくはhttps://example.org/ja/をご覧ください。",
  ],
  [
    "one https://a.example, two https://b.example!",
    ["https://a.example/", "https://b.example/"],
    "one https://a.example, two https://b.example!",
  ],
  [
    "- https://a.example\n- **https://b.example**",
    ["https://a.example/", "https://b.example/"],
    "https://a.example\nhttps://b.example",
  ],
])("an address in a sentence can be followed, and the sentence stays: %s", async (text, links, words) => {
  const root = await shown(text);

  expect(addresses(root)).toEqual(links);
  expect(root.textContent?.trim()).toBe(words);
});

test.each([
  "`https://example.org`",
  "```\nhttps://example.org\n```",
  "$https://example.org$",
  "https://",
  "ahttps://x",
])("code, formulas and what is no address stay as they are: %s", async (text) => {
  expect(addresses(await shown(text))).toEqual([]);
});

test("an image is shown, and its host learns nothing of where", async () => {
  const image = (await shown('![a "chart"](https://example.org/a.png)')).querySelector("img")!;

  expect(image.getAttribute("src")).toBe("https://example.org/a.png");
  expect(image.alt).toBe('a "chart"');
  expect(image.referrerPolicy).toBe("no-referrer");
  expect(image.loading).toBe("lazy");
});

test("an image that cannot be had is its words", async () => {
  const text = "![chart](https://example.org/a.png)";
  const root = await shown(text);
  const asText = await shown(text, { links: true, images: false });

  root.querySelector("img")!.dispatchEvent(new Event("error"));

  expect(root.querySelector("img")).toBeNull();
  expect(root.textContent).toBe(asText.textContent);
});

test("an image that is too small to be seen is its words", async () => {
  const root = await shown("![chart](https://example.org/a.png)");
  const image = root.querySelector("img")!;
  Object.defineProperties(image, { naturalWidth: { value: 1 }, naturalHeight: { value: 900 } });

  image.dispatchEvent(new Event("load"));

  expect(root.textContent).toContain("[Image: chart]");
});

test("an image in a link is both", async () => {
  const root = await shown("[![chart](https://example.org/a.png)](https://example.org/b)");

  expect(root.querySelector("a > img")?.getAttribute("src")).toBe("https://example.org/a.png");
  expect(addresses(root)).toEqual(["https://example.org/b"]);
  expect(root.textContent?.trim()).toBe("(https://example.org/b)");
});

test("what the arena does not allow is text", async () => {
  const text = "[words](https://example.org/a) ![chart](https://example.org/a.png) https://example.org/b";
  const [neither, linksOnly, imagesOnly] = await Promise.all(
    [
      { links: false, images: false },
      { links: true, images: false },
      { links: false, images: true },
    ].map((allowed) => shown(text, allowed)),
  );

  expect(neither!.querySelector("a, img")).toBeNull();
  expect(addresses(linksOnly!)).toEqual(["https://example.org/a", "https://example.org/b"]);
  expect(linksOnly!.querySelector("img")).toBeNull();
  expect(addresses(imagesOnly!)).toEqual([]);
  expect(imagesOnly!.querySelectorAll("img")).toHaveLength(1);
});

test.each([
  "[press](javascript:globalThis.hit=1)",
  "[press](vbscript:x)",
  "[press](data:text/html;base64,PHA+eDwvcD4=)",
  "[press](/api/session)",
  "[press](//elsewhere.example)",
  "[press](mailto:a@example.org)",
  "[press](ftp://example.org)",
  "![x](http://example.org/a.png)",
  `![x](${location.origin.replace("http:", "https:")}/api/session)`,
  "![x](https://a@example.org/a.png)",
  "![x](data:image/png;base64,AAAA)",
  "![x](/api/session)",
  "![x](javascript:globalThis.hit=1)",
  "![x](blob:https://example.org/1)",
  '<a href="https://example.org">x</a><img src="https://example.org/a.png">',
  '<span data-link="0">x</span>',
])("nothing but an address of the web is opened: %s", async (text) => {
  const root = await shown(text);

  expect(root.querySelector("img, a:not([href^='https://example.org'])")).toBeNull();
  expect("hit" in globalThis).toBe(false);
});

test("a mark that a text brings along finds no address", async () => {
  const root = document.createElement("div");
  root.innerHTML =
    '<p><span data-link="7">x</span><span data-image="7">y</span><span data-link="constructor">z</span></p>';
  const { bringToLife } = await import("./addresses");

  await bringToLife([...root.children], noAddresses(), BOTH);

  expect(root.querySelector("a, img")).toBeNull();
});
