/** Two charts side by side, as a list: what is on both, on one alone, and the links that only both together show. */

import { h } from "../dom.ts";
import type { Desk } from "../state.ts";
import type { ChartNode, Comparison, Link } from "../types.ts";
import { called, linkLabel, t } from "../words.ts";
import { glyph } from "./parts.ts";
import { sources } from "./suggestions.ts";

/** Fills the panel; the signs 1, 2 and 1+2 stand on the chart too. */
export function showComparison(panel: HTMLElement, made: Comparison, names: string[], desk: Desk): void {
  const [one = "1", two = "2"] = names;
  const all = new Map([...made.both.nodes, ...made.left.nodes, ...made.right.nodes].map((node) => [node.id, node]));
  panel.replaceChildren(
    h("h2", {}, t("compareTitle")),
    h("p", { class: "chips" }, h("span", { class: "chip" }, `1 · ${one}`), h("span", { class: "chip" }, `2 · ${two}`)),
    made.exact ? "" : h("p", { class: "soft" }, t("linksPartly")),
    side("left", `1 · ${t("onlyOn", { name: one })}`, made.left.nodes, desk),
    side("right", `2 · ${t("onlyOn", { name: two })}`, made.right.nodes, desk),
    joining(made.joining, all, desk),
    side("both", `1+2 · ${t("onBoth")}`, made.both.nodes, desk),
  );
}

function side(name: string, title: string, nodes: ChartNode[], desk: Desk): HTMLElement {
  const rows = nodes.map((node) => h("li", {}, h("button", { type: "button", class: "row", onclick: () => desk.open(node) }, glyph(node.type), h("span", {}, called(node.type, node.caption)))));
  return h("section", { class: `side ${name}` }, h("h3", {}, `${title} (${nodes.length})`), nodes.length ? h("ul", {}, ...rows) : h("p", { class: "soft" }, t("none")));
}

function joining(links: Link[], all: Map<string, ChartNode>, desk: Desk): HTMLElement {
  const name = (id: string): string => called(all.get(id)?.type ?? "", all.get(id)?.caption ?? "");
  const rows = links.map((link) => h("li", { class: "link" }, h("p", {}, h("b", {}, name(link.from)), ` ${linkLabel(link.type)} `, h("b", {}, name(link.to))), h("p", {}, `${t("record")}: `, sources(link.records, desk))));
  return h("section", { class: "side joining" }, h("h3", {}, `${t("joining")} (${links.length})`), links.length ? h("ul", {}, ...rows) : h("p", { class: "soft" }, t("none")));
}
