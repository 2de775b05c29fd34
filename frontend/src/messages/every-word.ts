import { aroundWords, staffWords } from "./index";

// Tests mount parts of any page; the pages themselves ask for these words as they are opened.
await staffWords();
await aroundWords();
