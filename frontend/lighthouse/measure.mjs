// Visits one address with Lighthouse several times; prints the median of each score, and what cost points, as JSON.
// node measure.mjs ADDRESS desktop|mobile VISITS [COOKIE]
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["accessibility", "best-practices", "performance"];

const [address, form, visits, cookie] = process.argv.slice(2);
const chrome = await launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu"],
});
try {
  const results = [];
  for (let i = 0; i < Number(visits); i++) {
    const { lhr } = await lighthouse(
      address,
      {
        port: chrome.port,
        logLevel: "error",
        onlyCategories: CATEGORIES,
        ...(cookie && { extraHeaders: { Cookie: cookie } }),
      },
      form === "desktop" ? desktopConfig : undefined,
    );
    results.push(lhr);
  }
  const scores = CATEGORIES.map((name) => [
    name,
    median(results.map(({ categories }) => Math.round(100 * categories[name].score))),
  ]);
  const paints = median(
    results.map(({ audits }) => Math.round(audits["largest-contentful-paint"].numericValue)),
  );
  console.log(
    JSON.stringify({
      ...Object.fromEntries(scores),
      largestContentfulPaintMs: paints,
      lost: lost(results.at(-1)),
    }),
  );
} finally {
  await chrome.kill();
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Of the last visit: every audit that weighs something and is not passed in full. */
function lost({ categories, audits }) {
  return Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => `${id}: ${audits[id].displayValue ?? audits[id].title}`),
  );
}
