/** The search box and its hits. */

import { h } from "./dom.ts";
import { glyph, chip, trouble, waiting } from "./panel/parts.ts";
import { search } from "./questions.ts";
import type { ChartNode, Found, Hit } from "./types.ts";
import { called, propertyLabel, t, typeLabel, typeNames, typePlural } from "./words.ts";

const PAGE = 20;
const MOST = 200;

/** The box, the list below it, and what to do with a chosen hit. */
export function searchBox(choose: (node: ChartNode) => void): { form: HTMLElement; list: HTMLElement; focus(): void } {
  const input = h("input", { type: "search", name: "text", maxLength: 200, autocomplete: "off", spellcheck: false, placeholder: t("searchHint"), "aria-label": t("search") });
  const type = h("select", { name: "type", "aria-label": t("type") }, h("option", { value: "" }, t("allTypes")), ...typeNames().map((name) => h("option", { value: name }, typePlural(name))));
  const list = h("section", { class: "hits", "aria-label": t("results"), "aria-live": "polite" });
  let running: AbortController | null = null;

  const run = async (limit: number): Promise<void> => {
    const text = input.value.trim();
    running?.abort();
    if (!text) return list.replaceChildren();
    const mine = (running = new AbortController());
    list.replaceChildren(waiting());
    try {
      const found = await search(text, type.value, limit, mine.signal);
      if (running === mine) list.replaceChildren(...results(found, text, limit, choose, run));
    } catch (error) {
      if (running === mine) list.replaceChildren(trouble(error, () => void run(limit)));
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(PAGE);
  };
  const form = h("form", { class: "search", role: "search", onsubmit: submit }, input, type, h("button", { type: "submit", class: "primary" }, t("search")));
  type.addEventListener("change", () => void run(PAGE));
  return { form, list, focus: () => input.focus() };
}

function results(found: Found, text: string, limit: number, choose: (node: ChartNode) => void, run: (limit: number) => Promise<void>): HTMLElement[] {
  if (!found.hits.length) return [h("p", { class: "empty" }, t("noHits", { text }))];
  const more = found.hits.length >= limit && limit < MOST && (found.more || found.total > found.hits.length);
  return [
    h("p", { class: "soft total" }, t("hits", { shown: found.hits.length, total: found.totalText })),
    h("ul", {}, ...found.hits.map((hit) => h("li", {}, row(hit, choose)))),
    ...(more ? [h("button", { type: "button", onclick: () => void run(Math.min(limit * 3, MOST)) }, t("moreHits"))] : []),
  ];
}

function row(hit: Hit, choose: (node: ChartNode) => void): HTMLElement {
  const details = hit.details.map(({ property, value }) => h("span", { title: propertyLabel(hit.type, property) }, value));
  return h(
    "button",
    { type: "button", class: "hit", onclick: () => choose(hit) },
    glyph(hit.type),
    h(
      "span",
      { class: "hit-text" },
      h("b", {}, called(hit.type, hit.caption)),
      h("span", { class: "soft details" }, typeLabel(hit.type), ...details),
      h("span", { class: "chips" }, chip(t(hit.matched), "match"), ...hit.sources.map((source) => chip(source, "source"))),
    ),
  );
}
