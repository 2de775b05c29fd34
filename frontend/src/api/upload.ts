import { Problem } from "./problem";
import type { UploadReport } from "./types";

export interface Upload {
  path: string;
  file: Blob & { name: string };
  /** Strict stores nothing unless every row is good; skip stores the good rows. */
  mode: "strict" | "skip";
  dryRun: boolean;
  /** The model whose answers the file holds, where the rows do not say. */
  model?: string;
  /** How much of the file has left this machine, from 0 to 1. */
  onprogress: (fraction: number) => void;
  signal?: AbortSignal;
}

/** Sends a file with its progress, which fetch cannot tell. A refusal carries the report of what is wrong. */
export function upload(it: Upload): Promise<UploadReport> {
  const query = new URLSearchParams({ mode: it.mode, dryRun: String(it.dryRun) });
  if (it.model) {
    query.set("model", it.model);
  }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api${it.path}?${query}`);
    request.setRequestHeader("Content-Type", mediaType(it.file.name));
    request.setRequestHeader("Accept", "application/json, application/problem+json");
    if (it.file.name.toLowerCase().endsWith(".gz")) {
      request.setRequestHeader("Content-Encoding", "gzip");
    }
    request.upload.onprogress = (event) => it.onprogress(event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as UploadReport);
      } else {
        reject(Problem.of(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      }
    };
    request.onerror = () => reject(Problem.unreachable());
    request.onabort = () => reject(new Problem(0, "cancelled", "The upload was cancelled."));
    it.signal?.addEventListener("abort", () => request.abort());
    request.send(it.file);
  });
}

/** What the server shall read the file as, by its name: browsers do not know NDJSON. */
export function mediaType(name: string): string {
  const plain = name.toLowerCase().replace(/\.gz$/, "");
  if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
    return "application/x-ndjson";
  }
  return plain.endsWith(".json") ? "application/json" : "text/csv";
}
