/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), withoutDesign()],
  // Tests mount components, so they need Svelte's browser build.
  resolve: {
    ...(mode === "test" && { conditions: ["browser"] }),
    // The rater's page stays light without what the browser knows or the page never asks for.
    alias: [
      { find: /^linkify-it$/, replacement: file("src/ui/no-linkify.ts") },
      { find: /^entities$/, replacement: file("src/ui/entities.ts") },
      { find: /^uc\.micro$/, replacement: file("src/ui/punctuation.ts") },
      {
        find: /^\.\/rules_core\/(linkify|smartquotes|replacements)\.mjs$/,
        replacement: file("src/ui/as-written.ts"),
      },
    ],
  },
  build: {
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One style sheet, and one chunk for what every page is made of: a phone asks for few things, not for thirty.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "base", test: inBase },
            { name: "booth", test: OF_THE_BOOTH },
          ],
        },
      },
    },
  },
  server: {
    // One test looks for the codes of refusals where the server makes them.
    ...(mode === "test" && { fs: { allow: [file(".."), file(".")] } }),
    proxy: {
      "/api": { target: process.env.EVENHAND_SERVER ?? "http://localhost:8080", ws: true },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/messages/every-word.ts", "src/ui/no-layout.ts"],
    // The page of the design system reads the tokens as they are written.
    css: { include: /\/styles\/tokens\.css/ },
    // So that the tests read Markdown with the same stand-ins as the pages.
    server: { deps: { inline: ["markdown-it"] } },
  },
}));

/** What only admins and analysts are shown, and what raters see on other pages than the booth. */
const ELSEWHERE =
  /\/src\/(ui\/(axis|Check|Confirm|CopyLine|Empty|Field|Interval|Menu|Scale)|api\/(live|upload))\./;

/** The page that raters have open all the time comes as one, with what the practice shares with it. */
const OF_THE_BOOTH =
  /\/src\/voting\/(?!GuideDialog|JoinPage|KeysDialog|Marked|PracticePage|RecordPage|difference|joining|offered|rehearsal|SkipDialog)/;

/** What a rater's page needs in any case. Formulas, colours, differences and open links come when a text has them. */
function inBase(id: string): boolean {
  if (ELSEWHERE.test(id)) {
    return false;
  }
  return (
    /\/src\/(api|browser|ui)\/(?!addresses|colours|formula)|\/src\/messages\/(index|format|language|words)\./.test(
      id,
    ) || /\/node_modules\/(svelte|esm-env|clsx|dompurify|markdown-it|mdurl|punycode\.js)\//.test(id)
  );
}

/** The page of the design system is for those who work on the pages: a build that took anything of it along fails. */
function withoutDesign(): Plugin {
  return {
    name: "without-design",
    apply: "build",
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        const taken = part.type === "chunk" && part.moduleIds.find((id) => id.includes("/src/design/"));
        if (taken) {
          this.error(`${taken} is for development and must not be served.`);
        }
      }
    },
  };
}

function file(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
