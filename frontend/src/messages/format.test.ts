import { expect, test } from "vitest";
import { formats } from "./format";

const show = formats("en-GB", "\u00a0");

test("languages are called as readers call them, and what is no tag as it is written", () => {
  expect(formats("en-GB", "").language("ja")).toBe("Japanese");
  expect(formats("ja-JP", "").language("pt-BR")).toBe("ポルトガル語 (ブラジル)");
  expect(formats("en-GB", "").language("of old times")).toBe("of old times");
});

test("a fraction is shown as per cent, with a space that does not break", () => {
  expect(show.percent(0.6478, 2)).toBe("64.78\u00a0%");
  expect(show.percent(0.95, 0)).toBe("95\u00a0%");
});

test("ratings have no separator, counts have", () => {
  expect(show.points(1082.6)).toBe("1083");
  expect(show.points(-12.4)).toBe("\u221212");
  expect(show.points(-0.4)).toBe("0");
  expect(show.number(8931)).toBe("8,931");
});

test("a difference has its sign, unless it is nothing", () => {
  expect(show.signed(105.9)).toBe("+106");
  expect(show.signed(-3.6)).toBe("\u22124");
  expect(show.signed(-0.3)).toBe("0");
});
