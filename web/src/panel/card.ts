/** The card of an entity: values with their statements and sources, counts of neighbours, suggestions. */

import { h } from "../dom.ts";
import { entity } from "../questions.ts";
import type { Desk } from "../state.ts";
import type { Card, ChartNode, NeighbourCount, Property, Statement, Value } from "../types.ts";
import { called, linkLabel, propertyLabel, t, typeLabel, typePlural, valueLabel } from "../words.ts";
import { chip, glyph, gradeText, moment, originText, period, trouble, waiting } from "./parts.ts";
import { storyOf } from "./story.ts";
import { suggestionsOf } from "./suggestions.ts";

/** Statements of one value that are shown at first. */
const FIRST = 10;

/** Fills the panel with the card of a node. */
export async function showCard(panel: HTMLElement, node: ChartNode, desk: Desk, current: () => boolean): Promise<void> {
  panel.replaceChildren(head(node, desk), waiting());
  try {
    const card = await entity(node.id);
    if (!current()) return;
    panel.replaceChildren(head(card, desk), overview(card), ...sections(card, desk));
  } catch (error) {
    if (current()) panel.replaceChildren(head(node, desk), trouble(error, () => void showCard(panel, node, desk, current)));
  }
}

function head(node: ChartNode, desk: Desk): HTMLElement {
  const button = (label: string, act: () => void, className = ""): HTMLElement =>
    h("button", { type: "button", class: className, onclick: act }, label);
  return h(
    "header",
    { class: "card-head" },
    h("div", { class: "card-title" }, glyph(node.type), h("div", {}, h("h2", {}, called(node.type, node.caption)), h("p", { class: "soft" }, typeLabel(node.type)))),
    h(
      "div",
      { class: "acts" },
      button(t("expand"), () => void desk.expand(node.id), "primary"),
      button(t("pathTo"), () => desk.pickPath(node.id)),
      button(t("hide"), () => desk.hide(node.id)),
    ),
  );
}

function overview(card: Card): HTMLElement {
  return h("p", { class: "sources" }, ...card.sources.map((source) => chip(source, "source")));
}

function sections(card: Card, desk: Desk): HTMLElement[] {
  return [
    h("section", {}, h("h3", {}, t("details")), ...card.properties.map((property) => showProperty(card.type, property, desk)), cut(card), storyOf(card)),
    h("section", {}, h("h3", {}, t("connections")), counts(card, desk)),
    h("section", { class: "suggestions" }, h("h3", {}, t("proposed")), suggestionsOf(card.id, desk)),
  ];
}

function cut(card: Card): HTMLElement | string {
  if (card.shownMentions >= card.mentions) return "";
  return h("p", { class: "soft" }, t("ofShown", { shown: card.shownMentions, total: card.mentions }));
}

function showProperty(type: string, property: Property, desk: Desk): HTMLElement {
  return h(
    "div",
    { class: "property" },
    h("h4", {}, propertyLabel(type, property.property)),
    h("div", {}, ...property.values.map((value) => showValue(type, property.property, value, desk))),
  );
}

function showValue(type: string, property: string, value: Value, desk: Desk): HTMLElement {
  const count = value.statements.length;
  const records = new Set(value.statements.map((statement) => statement.record)).size;
  const worst = [...new Set(value.statements.map((statement) => statement.status))].filter((status) => status !== "asserted");
  return h(
    "details",
    { class: "value" },
    h(
      "summary",
      {},
      h("span", { class: "value-text" }, valueLabel(type, property, value.value)),
      ...worst.map((status) => chip(t(status), status)),
      value.disputed && chip(t("disputed"), "denied"),
      h("span", { class: "soft count" }, count === 1 ? t("statement") : t("statements", { count })),
    ),
    originText(records, value) && h("p", { class: "soft" }, originText(records, value)),
    statements(value.statements, desk),
  );
}

/** The first statements; the rest on demand, for a name can stand in hundreds of records. */
function statements(all: Statement[], desk: Desk, shown = FIRST): HTMLElement {
  const place = h("div", {}, h("ul", { class: "statements" }, ...all.slice(0, shown).map((statement) => showStatement(statement, desk))));
  const more = (): void => place.replaceWith(statements(all, desk, shown * 4));
  if (all.length > shown) place.append(h("button", { type: "button", class: "more", onclick: more }, `${t("ofShown", { shown, total: all.length })} · ${t("expandMore")}`));
  return place;
}

function showStatement(statement: Statement, desk: Desk): HTMLElement {
  const grade = gradeText(statement.grade);
  const times = period(statement.validFrom, statement.validTo);
  return h(
    "li",
    {},
    h("div", { class: "chips" }, chip(t(statement.kind), statement.kind), chip(t(statement.status), statement.status), grade && h("span", { class: "chip", title: `${t("grade")} ${statement.grade.scheme}` }, grade)),
    statement.raw && statement.raw !== statement.value && h("p", { class: "raw" }, `${t("rawValue")}: “${statement.raw}”`),
    times && h("p", { class: "soft" }, `${t("valid")} ${times}`),
    h("button", { type: "button", class: "source-link", onclick: () => desk.openRecord(statement.record, statement.mention, statement.raw) }, statement.source),
    statement.recorded && h("span", { class: "soft" }, ` · ${t("recorded")} ${moment(statement.recorded)}`),
  );
}

function counts(card: Card, desk: Desk): HTMLElement {
  if (!card.neighbours.length) return h("p", { class: "soft" }, t("noNeighbours", { caption: card.caption }));
  return h("ul", { class: "counts" }, ...card.neighbours.map((count) => countRow(card, count, desk)));
}

function countRow(card: Card, count: NeighbourCount, desk: Desk): HTMLElement {
  const label = `${linkLabel(count.linkType)} · ${count.count === 1 ? typeLabel(count.type) : typePlural(count.type)}`;
  const act = (): void => void desk.expand(card.id, count.linkType, count.type);
  return h(
    "li",
    {},
    h("button", { type: "button", class: "row", onclick: act, "aria-label": `${t("showOnChart")}: ${label} (${count.count})` }, glyph(count.type), h("span", {}, label), h("b", {}, String(count.count))),
  );
}
