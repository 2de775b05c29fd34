export { api } from "./client";
export { here, isFull, seesAll, takesAnybody } from "./here.svelte";
export { follow } from "./live";
export { passOver, Problem } from "./problem";
export { upload } from "./upload";
export type * from "./types";
