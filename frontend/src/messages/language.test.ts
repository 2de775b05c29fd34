import { expect, test } from "vitest";
import { languageOf } from "./language";

test("the reader's choice comes first, then what the browser asks for, then English", () => {
  expect(languageOf("ja", ["en-GB"])).toBe("ja");
  expect(languageOf(undefined, ["de-DE", "ja-JP", "en"])).toBe("ja");
  expect(languageOf(undefined, ["de-DE", "fr"])).toBe("en");
  expect(languageOf("toString", [])).toBe("en");
  expect(languageOf(7, [])).toBe("en");
});
