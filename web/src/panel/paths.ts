/** The paths that were found: each as strong as its weakest step. */

import { h } from "../dom.ts";
import type { Desk } from "../state.ts";
import type { FoundPath, Paths } from "../types.ts";
import { t } from "../words.ts";
import { chip } from "./parts.ts";
import { showPath, sources } from "./suggestions.ts";

/** Fills the panel with paths, shorter ones first. */
export function showFoundPaths(panel: HTMLElement, found: Paths, desk: Desk): void {
  const total = found.exact ? found.total : `${found.total}+`;
  panel.replaceChildren(
    h("h2", {}, t("pathsTitle")),
    h("p", { class: "soft total" }, t("hits", { shown: found.items.length, total })),
    found.exact ? "" : h("p", { class: "soft" }, t("pathsPartly", { expanded: found.expanded, met: found.met })),
    h("ol", { class: "paths" }, ...found.items.map((path) => h("li", {}, onePath(path, desk)))),
  );
}

function onePath(path: FoundPath, desk: Desk): HTMLElement {
  const records = [...new Set(path.steps.flatMap(({ links }) => links.flatMap((link) => link.records)))];
  return h(
    "div",
    { class: "path" },
    h("p", {}, ...showPath(path)),
    h(
      "div",
      { class: "chips" },
      h("span", { class: "soft" }, `${t("weakest")}: `),
      chip(t(path.kind), path.kind),
      chip(t(path.status), path.status),
      path.grade && chip(`${t("grade")} ${path.grade}`),
      !path.together && chip(t("notTogether"), "warn"),
    ),
    h("p", {}, `${t("record")}: `, sources(records, desk)),
    h("button", { type: "button", class: "small", onclick: () => desk.drawPath(path) }, t("showOnChart")),
  );
}
