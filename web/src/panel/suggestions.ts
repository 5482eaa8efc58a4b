/** Hypotheses about an entity: what speaks for each, what against, and what would change it. */

import { h } from "../dom.ts";
import { suggestions } from "../questions/reads.ts";
import type { Desk } from "../state.ts";
import type { Path, Reason, Suggestion } from "../types.ts";
import { called, lang, linkLabel, t } from "../words.ts";
import { chip, fillWith, glyph } from "./parts.ts";

/** Suggestions that are shown at first, and at most. */
const FIRST = 10;
const MOST = 200;

/** A place that fills itself with the suggestions about an entity. */
export function suggestionsOf(id: string, desk: Desk): HTMLElement {
  const place = h("div", {});
  const show = (first: number): void => void fillWith(place, async () => {
    const page = await suggestions(id, first);
    if (!page.items.length) return [h("p", { class: "soft" }, t("noSuggestions"))];
    const shown = page.items.length;
    const told = t("ofShown", { shown, total: page.total });
    const more = first < MOST ? h("button", { type: "button", class: "small more-suggestions", onclick: () => show(Math.min(first * 4, MOST)) }, `${told} · ${t("expandMore")}`) : h("p", { class: "soft" }, told);
    const rest = page.total > shown ? more : "";
    const best = Math.max(...page.items.map((item) => item.score));
    return [h("p", { class: "soft" }, t("hypothesis")), ...page.items.map((item) => showSuggestion(id, item, desk, best)), rest];
  });
  show(FIRST);
  return place;
}

/** One suggestion, folded until it is opened; its bar is measured on the best one beside it. */
export function showSuggestion(about: string, suggestion: Suggestion, desk: Desk, best = suggestion.score, open = false): HTMLElement {
  const other = suggestion.a.id === about ? suggestion.b : suggestion.a;
  return h(
    "details",
    { class: "suggestion", open },
    h(
      "summary",
      {},
      glyph(other.type),
      h("span", { class: "value-text" }, called(other.type, other.caption), h("span", { class: "soft block" }, t(suggestion.type))),
      h("meter", { min: 0, max: best, value: suggestion.score, title: `${t("score")} ${suggestion.score.toFixed(2)}`, "aria-label": t("score") }),
    ),
    h("button", { type: "button", onclick: () => desk.showSuggestion(suggestion) }, t("showOnChart")),
    h("h5", {}, t("evidence")),
    h("ul", { class: "reasons for" }, ...suggestion.evidence.map((reason) => showReason(reason, desk))),
    h("h5", {}, t("against")),
    suggestion.against.length ? h("ul", { class: "reasons against" }, ...suggestion.against.map((reason) => showReason(reason, desk))) : h("p", { class: "soft" }, t("nothingAgainst")),
    suggestion.wouldChange && h("h5", {}, t("wouldChange")),
    suggestion.wouldChange && h("p", {}, suggestion.wouldChange),
    h("p", { class: "soft model" }, suggestion.model),
  );
}

function showReason(reason: Reason, desk: Desk): HTMLElement {
  const figure = new Intl.NumberFormat(lang(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.abs(reason.weight));
  const weight = reason.weight ? `${reason.weight > 0 ? "+" : "−"}${figure}` : "";
  return h(
    "li",
    {},
    weight && chip(weight, "weight"),
    h("span", {}, reason.text),
    reason.path && h("span", { class: "block" }, showPath(reason.path)),
    sources(reason.records, desk),
  );
}

/** The things on a path with the words of the links between them. */
export function showPath(path: Path): (HTMLElement | string)[] {
  return path.nodes.flatMap((node, index) => {
    const step = path.steps[index - 1];
    const words = step && [...new Set(step.links.map((link) => linkLabel(link.type)))].join(", ");
    return [words ? h("span", { class: "soft" }, ` — ${words} — `) : "", h("b", {}, called(node.type, node.caption))];
  });
}

/** A numbered button for each record that something rests on; the rest on demand. */
export function sources(records: string[], desk: Desk, shown = 20): HTMLElement {
  const total = records.length;
  const place = h(
    "span",
    { class: "source-list" },
    ...records.slice(0, shown).map((id, index) => h("button", { type: "button", class: "source-link small", title: t("openRecord"), "aria-label": `${t("openRecord")} ${index + 1}`, onclick: () => desk.openRecord(id) }, `[${index + 1}]`)),
    total > shown && h("button", { type: "button", class: "small more-sources", onclick: () => more() }, `${t("ofShown", { shown, total })} · ${t("expandMore")}`),
  );
  const more = (): void => {
    const next = sources(records, desk, shown * 5);
    place.replaceWith(next);
    next.querySelectorAll<HTMLElement>(".source-link")[shown]?.focus();
  };
  return place;
}
