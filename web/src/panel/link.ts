/** A line on the chart: every link that it stands for, and what was suggested. */

import type { ChartGraph } from "../chart/model.ts";
import { h } from "../dom.ts";
import type { Desk } from "../state.ts";
import { isNow } from "../times.ts";
import type { Link } from "../types.ts";
import { called, linkLabel, roleLabel, t } from "../words.ts";
import { chip, circular, glyph, moment, originText, period } from "./parts.ts";
import { showSuggestion, sources } from "./suggestions.ts";

/** Fills the panel with the links between two nodes. */
export function showLine(panel: HTMLElement, graph: ChartGraph, edge: string, desk: Desk): void {
  const [a, b] = graph.extremities(edge);
  const { links, suggestion } = graph.getEdgeAttributes(edge);
  panel.replaceChildren(
    h("header", { class: "card-head" }, end(graph, a, desk), end(graph, b, desk)),
    h("section", {}, h("h3", {}, t("connections")), ...links.map((link) => showLink(graph, link, desk))),
    ...(suggestion ? [h("section", {}, h("h3", {}, t("proposed")), showSuggestion(a, suggestion, desk, suggestion.score, true))] : []),
  );
}

function end(graph: ChartGraph, id: string, desk: Desk): HTMLElement {
  const { kind, caption } = graph.getNodeAttributes(id);
  const open = (): void => desk.open({ id, type: kind, caption });
  return h("button", { type: "button", class: "row", onclick: open }, glyph(kind), h("b", {}, called(kind, caption)));
}

function showLink(graph: ChartGraph, link: Link, desk: Desk): HTMLElement {
  const name = (id: string): string => called(graph.getNodeAttribute(id, "kind"), graph.getNodeAttribute(id, "caption"));
  const times = period(link.validFrom, link.validTo);
  const learned = period(moment(link.firstRecorded), moment(link.lastRecorded));
  return h(
    "div",
    { class: "link" },
    h("p", {}, h("b", {}, name(link.from)), ` ${linkLabel(link.type)} `, h("b", {}, name(link.to))),
    h(
      "div",
      { class: "chips" },
      chip(t(link.kind), link.kind),
      chip(t(link.status), link.status),
      link.disputed && chip(t("disputed"), "disputed"),
      ...link.roles.map(({ role, status }) => chip(status === "asserted" ? roleLabel(role) : `${roleLabel(role)} (${t(status)})`, "role")),
      link.grade && chip(`${t("grade")} ${link.grade}`),
      circular(link.records.length, link),
      link.undated && !isNow() && chip(t("undated"), "warn"),
    ),
    times && h("p", { class: "soft" }, `${t("valid")} ${times}`),
    learned && h("p", { class: "soft" }, `${t("recorded")} ${learned}`),
    ...link.details.map((detail) => h("p", { class: "soft" }, detail)),
    link.same.length > 0 && h("p", { class: "soft" }, originText(link.records.length, link)),
    h("p", {}, `${t("record")}: `, sources(link.records, desk)),
  );
}
