/** Gathers the licence of every package that goes into the build, as their terms ask. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Writes licences.txt beside the build; a package without a licence file stops it. */
export function licences(): Plugin {
  return {
    name: "licences",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === "chunk" ? Object.keys(part.modules) : []));
      const folders = new Set(modules.map((id) => PACKAGE.exec(id.replace("\0", ""))?.[1]).filter((folder) => folder !== undefined));
      const source = [...folders].sort().map(licence).join("\n\n");
      this.emitFile({ type: "asset", fileName: "licences.txt", source: `${source}\n` });
    },
  };
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(folder).find((known) => /^licen[cs]e/i.test(known));
  if (!file || !existsSync(join(folder, file))) throw new Error(`${name} has no licence file; look it up before it is shipped`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}
