/** What several entities are all linked to, with the links of each. */

import { h } from "../dom.ts";
import { common } from "../questions/dated.ts";
import type { Desk } from "../state.ts";
import type { ChartNode, Common, Link } from "../types.ts";
import { called, linkLabel, t } from "../words.ts";
import { chip, fillWith, glyph } from "./parts.ts";
import { sources } from "./suggestions.ts";

type Item = Common["items"][number];

/** Fills the panel with the common neighbours of these entities, a page at a time. */
export function showCommon(panel: HTMLElement, ids: string[], desk: Desk, current: () => boolean): void {
  const back = h("button", { type: "button", class: "back", onclick: () => desk.overview() }, `← ${t("marked", { count: ids.length })}`);
  const place = h("div", { class: "common", "aria-live": "polite" });
  panel.replaceChildren(back, h("h2", {}, t("commonTitle")), place);
  void load(place, ids, desk, current);
}

async function load(place: HTMLElement, ids: string[], desk: Desk, current: () => boolean, all: Item[] = [], after = ""): Promise<void> {
  await fillWith(place, async () => {
    const page = await common(ids, after);
    const known = [...all, ...page.items];
    return listed(page, known, desk, () => void load(place, ids, desk, current, known, page.end));
  }, current);
}

function listed(page: Common, all: Item[], desk: Desk, more: () => void): HTMLElement[] {
  const names = page.of.map((node) => chip(called(node.type, node.caption), "source"));
  const head = h("p", { class: "chips" }, ...names);
  if (!all.length) return [head, h("p", { class: "empty" }, t("noCommon"))];
  const bring = (items: Item[]): void => desk.bring(items.map(({ node }) => node), items.flatMap(linksOf));
  const told = t("hits", { shown: all.length, total: page.exact ? page.total : `${page.total}+` });
  return [
    head,
    h("p", { class: "soft total" }, told),
    ...(page.exact ? [] : [h("p", { class: "soft" }, t("commonPartly", { expanded: page.expanded, met: page.met }))]),
    h("button", { type: "button", class: "all", onclick: () => bring(all) }, t("showAll")),
    h("ul", { class: "shared" }, ...all.map((item) => h("li", {}, showShared(item, page.of, desk, () => bring([item]))))),
    ...(page.end ? [h("button", { type: "button", class: "more-entries", onclick: more }, t("expandMore"))] : []),
  ];
}

function linksOf(item: Item): Link[] {
  return item.sides.flatMap(({ links }) => links);
}

function showShared(item: Item, of: ChartNode[], desk: Desk, bring: () => void): HTMLElement {
  const sides = item.sides.map(({ links }, index) => {
    const end = of[index];
    const words = [...new Set(links.map((link) => linkLabel(link.type)))].join(", ");
    const odd = links.filter((link) => link.status !== "asserted").map((link) => chip(t(link.status), link.status));
    return h("li", {}, h("span", { class: "soft" }, `${end ? called(end.type, end.caption) : ""} · ${words} `), ...odd, sources([...new Set(links.flatMap(({ records }) => records))], desk));
  });
  const { node } = item;
  return h("div", { class: "entry" }, h("button", { type: "button", class: "row", onclick: () => desk.open(node) }, glyph(node.type), h("b", {}, called(node.type, node.caption))), h("ul", { class: "sides" }, ...sides), h("button", { type: "button", class: "small", onclick: bring }, t("showOnChart")));
}
