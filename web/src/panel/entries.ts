/** Entries of a timeline: when, what, where, and the records that say so; a page at a time. */

import { h } from "../dom.ts";
import type { Interval } from "../questions/dated.ts";
import type { Desk } from "../state.ts";
import { MOMENT } from "../times.ts";
import type { ChartNode, Entries, Entry } from "../types.ts";
import { called, linkLabel, propertyLabel, roleLabel, t, typeNames, typePlural } from "../words.ts";
import { dayField, labelled } from "../dayfield.ts";
import { showNear } from "./near.ts";
import { chip, glyph, moment, period, trouble, waiting } from "./parts.ts";
import { sources } from "./suggestions.ts";

export interface Narrow { interval: Interval; types: string[] }

/** A form that narrows a list to an interval and a type; `more` are further fields of it. */
export function narrowForm(start: Interval, more: HTMLElement[], ask: (narrow: Narrow) => void): HTMLElement {
  const [since, until] = [dayField("since", start.since), dayField("until", start.until)];
  const type = h("select", { name: "kind", "aria-label": t("type") }, h("option", { value: "" }, t("allTypes")), ...typeNames().map((name) => h("option", { value: name }, typePlural(name))));
  const submit = (event: Event): void => {
    event.preventDefault();
    [since, until].forEach(({ input }) => input.setCustomValidity(MOMENT.test(input.value.trim()) ? "" : t("timeWrong")));
    if (!form.reportValidity()) return;
    ask({ interval: { since: since.input.value.trim(), until: until.input.value.trim() }, types: type.value ? [type.value] : [] });
  };
  const clear = (): void => [since, until].forEach(({ input }) => input.setCustomValidity(""));
  const form = h("form", { class: "narrow", onsubmit: submit, oninput: clear }, ...more, labelled(t("since"), since.field), labelled(t("until"), until.field), labelled(t("type"), type), h("button", { type: "submit", class: "primary" }, t("show")));
  return form;
}

/** How to get a page, whose timeline it is (for the names of values), and what to say when there is nothing. */
export interface Source<T extends Entries> { page(after: string): Promise<T>; of: ChartNode | null; nothing(found: T): string; told(found: T): (HTMLElement | string)[] }

/** Fills a place with the first page, and with the next ones on demand. */
export async function listEntries<T extends Entries>(place: HTMLElement, source: Source<T>, desk: Desk, current: () => boolean): Promise<void> {
  place.replaceChildren(waiting());
  try {
    const found = await source.page("");
    if (!current()) return;
    if (!found.items.length) return place.replaceChildren(h("p", { class: "empty" }, source.nothing(found)), ...source.told(found));
    const list = h("ol", { class: "entries" });
    const rest = h("div", {});
    const all: Entry[] = [];
    const show = (page: T): void => {
      all.push(...page.items);
      list.append(...page.items.map((entry) => h("li", {}, showEntry(entry, source.of, desk))));
      const more = h("button", { type: "button", class: "more-entries", onclick: () => void next(page.end) }, `${t("hits", { shown: all.length, total: page.total })} · ${t("expandMore")}`);
      rest.replaceChildren(page.end ? more : h("p", { class: "soft total" }, t("hits", { shown: all.length, total: page.total })));
    };
    const next = async (after: string): Promise<void> => {
      rest.replaceChildren(waiting());
      try {
        show(await source.page(after));
      } catch (error) {
        rest.replaceChildren(trouble(error, () => void next(after)));
      }
    };
    show(found);
    place.replaceChildren(showAll(all, desk), list, rest, ...source.told(found));
  } catch (error) {
    if (current()) place.replaceChildren(trouble(error, () => void listEntries(place, source, desk, current)));
  }
}

/** Brings all that is listed onto the chart, with its links. */
function showAll(all: Entry[], desk: Desk): HTMLElement {
  const act = (): void => desk.bring(all.flatMap(({ node, places }) => (node ? [node, ...places] : [])), all.flatMap(({ link }) => (link ? [link] : [])));
  return h("button", { type: "button", class: "all", onclick: act }, t("showAll"));
}

function showEntry(entry: Entry, of: ChartNode | null, desk: Desk): HTMLElement {
  const { node, link } = entry;
  return h(
    "div",
    { class: "entry" },
    h("p", { class: "when" }, period(moment(entry.begins), moment(entry.ends)) || t("undated")),
    node
      ? h("button", { type: "button", class: "row", onclick: () => desk.open(node) }, glyph(node.type), h("span", {}, h("span", { class: "soft" }, `${linkLabel(entry.name)} · `), h("b", {}, called(node.type, node.caption))))
      : h("p", {}, h("span", { class: "soft" }, `${propertyLabel(of?.type ?? "", entry.name)} · `), h("b", {}, entry.value)),
    ...entry.places.map((place) => h("button", { type: "button", class: "row place", onclick: () => desk.open(place) }, glyph(place.type), h("span", {}, called(place.type, place.caption)))),
    entry.places[0] && entry.begins && nearThen(entry, entry.places[0], desk),
    h(
      "div",
      { class: "chips" },
      link && chip(t(link.kind), link.kind),
      link && chip(t(link.status), link.status),
      link?.disputed && chip(t("disputed"), "disputed"),
      ...(link?.roles ?? []).map(({ role }) => chip(roleLabel(role), "role")),
      link?.grade && chip(`${t("grade")} ${link.grade}`),
      h("span", { class: "soft" }, `${t("record")} `, sources(entry.records, desk)),
    ),
  );
}

/** Asks what else was near where something happened, on the days when it did. */
function nearThen(entry: Entry, place: ChartNode, desk: Desk): HTMLElement {
  const days = { since: entry.begins.slice(0, 10), until: (entry.ends || entry.begins).slice(0, 10) };
  const ask = (): void => desk.present((panel, current) => showNear(panel, place, desk, current, days));
  return h("button", { type: "button", class: "small near-then", onclick: ask }, t("nearThen"));
}
