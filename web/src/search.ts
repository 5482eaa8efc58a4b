/** The search box and its hits. */

import { h } from "./dom.ts";
import { glyph, chip, fillWith, trouble, waiting } from "./panel/parts.ts";
import { search, texts } from "./questions/reads.ts";
import { isNow, told } from "./times.ts";
import type { ChartNode, Found, Hit, TextHit, TextsFound } from "./types.ts";
import { called, propertyLabel, t, typeLabel, typeNames, typePlural } from "./words.ts";

const PAGE = 20;
const MOST = 200;

/** What was typed, kept when the page is built anew in another language. */
let last = "";

/** What to do with a hit: put it on the chart, or open the record that a text stands in. */
export interface Chosen { node(node: ChartNode): void; record(id: string): void }

/** What the list answers; asked anew in another language and at another time. */
interface Asked { text: string; limit: number; type: string; source: string }
let answered: Asked | null = null;

/** The box and the list below it: arrows go from the one through the other. `again` asks anew what the list answers. */
export function searchBox(choose: Chosen): { form: HTMLElement; list: HTMLElement; clear(): void; again(): void } {
  const input = h("input", { type: "search", value: last, name: "text", maxLength: 200, autocomplete: "off", spellcheck: false, placeholder: t("searchHint"), "aria-label": t("search") });
  const type = h("select", { name: "type", "aria-label": t("type") }, h("option", { value: "" }, t("allTypes")), ...typeNames().map((name) => h("option", { value: name, selected: name === answered?.type }, typePlural(name))));
  const source = h("select", { name: "source", "aria-label": t("source"), hidden: true }, h("option", { value: "" }, t("allSources")));
  const list = h("section", { class: "hits", "aria-label": t("results"), "aria-live": "polite" });
  let running: AbortController | null = null;

  const run = async (limit: number, text = input.value.trim()): Promise<void> => {
    running?.abort();
    if (!text) return clear();
    const mine = (running = new AbortController());
    const asked = (answered = { text, limit, type: type.value, source: source.value });
    list.replaceChildren(waiting());
    try {
      const found = await search(text, asked, limit, mine.signal);
      if (running !== mine) return;
      known(source, [...found.hits.flatMap((hit) => hit.sources), ...found.texts.hits.map((hit) => hit.source)]);
      list.replaceChildren(...results(found, asked, choose, (more) => run(more, text)));
    } catch (error) {
      if (running === mine) list.replaceChildren(trouble(error, () => void run(limit, text)));
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(PAGE);
  };
  const form = h("form", { class: "search", role: "search", onsubmit: submit }, input, type, source, h("button", { type: "submit", class: "primary" }, t("search")));
  [type, source].forEach((select) => select.addEventListener("change", () => void run(PAGE)));
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...list.querySelectorAll<HTMLElement>("button")];
    const to = step && stops[stops.indexOf(document.activeElement as HTMLInputElement) + step];
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  input.addEventListener("keydown", walk);
  list.addEventListener("keydown", walk);
  input.addEventListener("input", () => (last = input.value));
  const clear = (): void => {
    running?.abort();
    answered = null;
    list.replaceChildren(empty());
  };
  list.append(empty());
  if (answered?.source) known(source, [answered.source], answered.source);
  return { form, list, clear, again: () => answered && void run(answered.limit, answered.text) };
}

function empty(): HTMLElement {
  return h("p", { class: "empty" }, t("noHitsYet"));
}

/** Sources that hits of this session came from, to choose one from: no list of all is asked for, as some may be hidden. */
function known(select: HTMLSelectElement, found: string[], chosen = select.value): void {
  const there = [...select.options].map((option) => option.value);
  const all = [...new Set([...there, ...found])].filter(Boolean).sort();
  select.replaceChildren(h("option", { value: "" }, t("allSources")), ...all.map((name) => h("option", { value: name }, t("onlySource", { source: name }))));
  select.value = chosen;
  select.hidden = all.length === 0;
}

function results(found: Found, asked: Asked, choose: Chosen, run: (limit: number) => Promise<void>): HTMLElement[] {
  const { text, limit } = asked;
  const below = inTexts(found.texts, asked, choose);
  if (!found.hits.length) return below.length ? below : [h("p", { class: "empty" }, t("noHits", { text }), isNow() ? "" : ` (${told()})`)];
  const more = found.hits.length >= limit && limit < MOST && (found.more || found.total > found.hits.length);
  return [
    h("p", { class: "soft total" }, t("hits", { shown: found.hits.length, total: found.totalText })),
    h("ul", {}, ...found.hits.map((hit) => h("li", {}, row(hit, choose)))),
    ...(more ? [h("button", { type: "button", onclick: () => void run(Math.min(limit * 3, MOST)) }, t("moreHits"))] : []),
    ...below,
  ];
}

function row(hit: Hit, choose: Chosen): HTMLElement {
  const details = hit.details.map(({ property, value }) => h("span", { title: propertyLabel(hit.type, property) }, value));
  return h(
    "button",
    { type: "button", class: "hit", onclick: () => choose.node(hit) },
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

/** Texts that hold the words, each with the words around the first place; the next ones on demand. */
function inTexts(first: TextsFound, asked: Asked, choose: Chosen): HTMLElement[] {
  if (!first.hits.length) return [];
  const list = h("ul", { class: "texts" });
  const head = h("p", { class: "soft total" });
  const rest = h("div", { class: "more-texts" });
  const add = (found: TextsFound): HTMLElement[] => {
    list.append(...found.hits.map((hit) => h("li", {}, textRow(hit, choose))));
    const shown = list.childElementCount;
    head.textContent = t("inTexts", { shown, total: found.totalText });
    const more = found.hits.length > 0 && (found.more || shown < found.total);
    return more ? [h("button", { type: "button", onclick: () => next(shown) }, t("moreTexts"))] : [];
  };
  const next = (skip: number): void => void fillWith(rest, async () => add(await texts(asked.text, asked.source, skip)));
  rest.replaceChildren(...add(first));
  return [head, list, rest];
}

function textRow(hit: TextHit, choose: Chosen): HTMLElement {
  const facts = [hit.source, hit.key, hit.recorded.slice(0, 10), hit.page && t("onPage", { page: hit.page })].filter(Boolean).map((fact) => h("span", {}, String(fact)));
  return h(
    "button",
    { type: "button", class: "hit", onclick: () => choose.record(hit.record) },
    h("span", { class: "hit-text" }, h("span", { class: "words" }, hit.offset > 0 && "… ", ...highlighted(hit), hit.more && " …"), h("span", { class: "soft details first" }, ...facts)),
  );
}

/** The text with what was found marked; offsets count code points. */
function highlighted(hit: TextHit): (string | HTMLElement)[] {
  const signs = Array.from(hit.text);
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  for (const { start, end } of hit.marks.filter(({ start, end }) => end > start)) {
    if (start < at) continue;
    parts.push(signs.slice(at, start).join(""), h("mark", { class: "found" }, signs.slice(start, end).join("")));
    at = end;
  }
  return [...parts, signs.slice(at).join("")];
}
