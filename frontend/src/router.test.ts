import { expect, test } from "vitest";
import { placeOf } from "./router";

test("the page of an arena is found by its path, and the slug is what was meant", () => {
  const place = placeOf("/arenas/r%C3%A9ponses/vote/", "?a=1");

  expect(place.route).toBe("/arenas/:slug/vote");
  expect(place.slug).toBe("réponses");
  expect(place.query.get("a")).toBe("1");
});

test.each(["/arenas/%FF/vote", "/arenas/%/leaderboard", "/arenas/a/none", "/nowhere"])(
  "there is no page at %s",
  (path) => {
    expect(placeOf(path).route).toBeUndefined();
  },
);
