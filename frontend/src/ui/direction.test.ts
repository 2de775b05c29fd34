import { expect, test } from "vitest";
import { directionOf, hanOf } from "./direction";

test("most letters decide in which direction a text is read", () => {
  expect(directionOf("React هي مكتبة لبناء واجهات المستخدم")).toBe("rtl");
  expect(directionOf("The Arabic word for library is مكتبة.")).toBe("ltr");
  expect(directionOf("42")).toBe("ltr");
});

test("a text in Han, kana or Hangul says which language it is in", () => {
  expect(hanOf("吾輩は猫である。名前はまだ無い。")).toBe("ja");
  expect(hanOf("州特定工人赔偿法规：雇主需要了解的关键差异")).toBe("zh");
  expect(
    hanOf(
      "《君の名は。》是新海诚执导的动画电影，讲述了两个互不相识的高中生在梦中交换身体的故事，于二零一六年上映",
    ),
  ).toBe("zh");
  expect(hanOf("Symfony 4에서 5로 업그레이드하는 과정에서 의존성 문제를 해결하는 것은 중요합니다.")).toBe(
    "ko",
  );
  expect(hanOf("大韓民國은 民主共和國이다. 이것은 헌법의 첫 조항입니다.")).toBe("ko");
});

test("a text that only quotes a few signs is left alone", () => {
  expect(
    hanOf("The Japanese word for cat is 猫, pronounced neko, and it is written with one character."),
  ).toBe("");
  expect(hanOf("مرحبا")).toBe("");
  expect(hanOf("")).toBe("");
});
