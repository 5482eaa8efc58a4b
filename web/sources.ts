/** Writes a digest of the sources beside the build: a test compares it, so that no stale page is shipped. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";

const PARTS = ["index.html", "package-lock.json", "public", "src", "vite.config.ts"];

/** Adds sources.txt: SHA-256 over names and contents of all that the page is made of. */
export function sources(): Plugin {
  return {
    name: "sources",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "sources.txt", source: `${digest(import.meta.dirname)}\n` });
    },
  };
}

function digest(root: string): string {
  const hash = createHash("sha256");
  const files = PARTS.flatMap((part) => below(join(root, part)));
  for (const file of files.map((path) => relative(root, path).split(sep).join("/")).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function below(path: string): string[] {
  try {
    return readdirSync(path).flatMap((name) => below(join(path, name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return [path];
    throw error;
  }
}
