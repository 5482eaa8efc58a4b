/** The values of a property with their statements; values that exclude one another stand side by side. */

import { h } from "../dom.ts";
import type { Desk } from "../state.ts";
import { isNow } from "../times.ts";
import type { Property, Statement, Value } from "../types.ts";
import { propertyLabel, t, valueLabel } from "../words.ts";
import type { Below } from "./correcting.ts";
import { chip, circular, gradeText, moment, originText, period } from "./parts.ts";

/** Statements of one value that are shown at first. */
const FIRST = 10;

/** A property of a type with its values. */
export function showProperty(type: string, property: Property, desk: Desk, below: Below): HTMLElement {
  const disputed = property.values.length > 1 && property.values.some((value) => value.disputed);
  const reason = property.why && property.why !== "only" ? h("p", { class: "soft why-first" }, t(`whyFirst_${property.why}`)) : "";
  return h(
    "div",
    { class: disputed ? "property wide" : "property" },
    h("h4", {}, propertyLabel(type, property.property)),
    disputed
      ? h("div", {}, h("div", { class: "beside" }, ...property.values.map((value) => column(type, property.property, value, desk, below))), reason)
      : h("div", {}, ...property.values.map((value) => showValue(type, property.property, value, desk, below)), property.values.length > 1 ? reason : ""),
  );
}

/** One of several values that contradict one another: what it rests on, to be compared at a glance. */
function column(type: string, property: string, value: Value, desk: Desk, below: Below): HTMLElement {
  const names = [...new Set(value.statements.map(({ source }) => source))];
  const line = (label: string, text: string): HTMLElement | string => (text ? h("p", {}, h("span", { class: "soft" }, `${label} `), text) : "");
  return h(
    "div",
    { class: "contender" },
    h("b", {}, struck(type, property, value)),
    h("div", { class: "chips" }, chip(t(value.kind), value.kind), chip(t(value.status), value.status), value.disputed && chip(t("disputed"), "disputed"), circular(recordsOf(value), value)),
    line("", value.sources === 1 ? t("ownSource") : t("ownSources", { count: value.sources })),
    line(t("source"), names.join(", ")),
    line(t("grade"), value.grade),
    line(t("valid"), period(value.validFrom, value.validTo)),
    line(t("recorded"), moment(value.recorded)),
    showStatements(value, desk, below),
  );
}

function showStatements(value: Value, desk: Desk, below: Below): HTMLElement {
  const count = value.statements.length;
  return h("details", { class: "value" }, h("summary", {}, h("span", { class: "soft count" }, count === 1 ? t("statement") : t("statements", { count }))), origin(value), statements(value.statements, desk, below));
}

function showValue(type: string, property: string, value: Value, desk: Desk, below: Below): HTMLElement {
  const count = value.statements.length;
  const worst = [...new Set(value.statements.map((statement) => statement.status))].filter((status) => status !== "asserted");
  return h(
    "details",
    { class: "value", open: gone(value) },
    h(
      "summary",
      {},
      h("span", { class: "value-text" }, struck(type, property, value)),
      ...worst.map((status) => chip(t(status), status)),
      value.disputed && chip(t("disputed"), "disputed"),
      circular(recordsOf(value), value),
      h("span", { class: "soft count" }, count === 1 ? t("statement") : t("statements", { count })),
    ),
    origin(value),
    statements(value.statements, desk, below),
  );
}

/** True of a value that nothing says any more that counts: it was corrected. */
function gone(value: Value): boolean {
  return value.statements.every(({ status }) => status === "superseded");
}

function struck(type: string, property: string, value: Value): HTMLElement | string {
  const text = valueLabel(type, property, value.value);
  return gone(value) ? h("s", {}, text) : text;
}

function recordsOf(value: Value): number {
  return new Set(value.statements.map((statement) => statement.record)).size;
}

function origin(value: Value): HTMLElement | string {
  const text = originText(recordsOf(value), value);
  return text && h("p", { class: "soft" }, text);
}

/** The first statements; the rest on demand, for a name can stand in hundreds of records. */
function statements(all: Statement[], desk: Desk, below: Below, shown = FIRST): HTMLElement {
  const place = h("div", {}, h("ul", { class: "statements" }, ...all.slice(0, shown).map((statement) => showStatement(statement, desk, below))));
  const more = (): void => place.replaceWith(statements(all, desk, below, shown * 4));
  if (all.length > shown) place.append(h("button", { type: "button", class: "more", onclick: more }, `${t("ofShown", { shown, total: all.length })} · ${t("expandMore")}`));
  return place;
}

function showStatement(statement: Statement, desk: Desk, below: Below): HTMLElement {
  const grade = gradeText(statement.grade);
  const times = period(statement.validFrom, statement.validTo);
  return h(
    "li",
    {},
    h("div", { class: "chips" }, chip(t(statement.kind), statement.kind), chip(t(statement.status), statement.status), grade && h("span", { class: "chip", title: `${t("grade")} ${statement.grade.scheme}` }, grade)),
    statement.raw && statement.raw !== statement.value && h("p", { class: "raw" }, `${t("rawValue")}: “${statement.raw}”`),
    times && h("p", { class: "soft" }, `${t("valid")} ${times}`),
    statement.undated && !isNow() && h("p", { class: "soft" }, t("undated")),
    h("button", { type: "button", class: "source-link", onclick: () => desk.openRecord(statement.record, statement.mention, statement.raw) }, statement.source),
    statement.recorded && h("span", { class: "soft" }, ` · ${t("recorded")} ${moment(statement.recorded)}`),
    below(statement),
  );
}
