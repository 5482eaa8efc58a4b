/** Small pieces that several panels share. */

import { lookOf } from "../chart/palette.ts";
import { h, svg } from "../dom.ts";
import { Refused } from "../graphql.ts";
import type { Desk } from "../state.ts";
import type { Card, ChartNode, Grade, Origins, Statement } from "../types.ts";
import { called, t } from "../words.ts";

/** The picture of a type on its colour and shape. */
export function glyph(type: string): HTMLElement {
  const look = lookOf(type);
  const mark = h("span", { class: `glyph ${look.shape}`, "data-type": type });
  mark.append(svg(look.icon));
  return mark;
}

/** A word in a frame: kind, status, source. */
export function chip(text: string, className = ""): HTMLElement {
  return h("span", { class: `chip ${className}` }, text);
}

/** Shown while an answer is awaited. */
export function waiting(): HTMLElement {
  return h("p", { class: "waiting", role: "status" }, t("loading"));
}

/** Shown when an answer did not come: what is wrong, and a way to try again. */
export function trouble(error: unknown, again: () => void): HTMLElement {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Refused ? error.code : "";
  return h(
    "div",
    { class: "trouble", role: "alert", "data-code": code },
    h("p", {}, text),
    h("button", { type: "button", onclick: again }, t("retry")),
  );
}

/** Fills a place with what some work gives: waiting at first, and where it goes wrong what is wrong and a way to try again. */
export async function fillWith(place: HTMLElement, work: () => Promise<(HTMLElement | string)[]>, current: () => boolean = () => true, again?: () => void): Promise<void> {
  place.replaceChildren(waiting());
  try {
    const made = await work();
    if (current()) place.replaceChildren(...made);
  } catch (error) {
    if (current()) place.replaceChildren(trouble(error, again ?? (() => void fillWith(place, work, current))));
  }
}

/** All statements of a card, in its order. */
export function statementsOf(card: Card): Statement[] {
  return card.properties.flatMap(({ values }) => values.flatMap(({ statements }) => statements));
}

/** A number as people type it, with comma or point; NaN where nothing stands. */
export function decimal(text: string): number {
  return text.trim() ? Number(text.trim().replace(",", ".")) : NaN;
}

/** A grade as it is spoken: "A1", with its scheme as title. */
export function gradeText(grade: Grade): string {
  return [grade.reliability, grade.credibility].filter(Boolean).join("");
}

/** From–to, or the one that is known. */
export function period(from: string, to: string): string {
  if (from === to) return from;
  return [from, to].some(Boolean) ? `${from || "…"} – ${to || "…"}` : "";
}

/** A date and time without its seconds' fractions. */
export function moment(text: string): string {
  return text.replace("T", " ").replace(/(\d\d:\d\d):\d\d(\.\d+)?/, "$1").replace(/(\+00:00|Z)$/, " UTC");
}

/** "3 records, 1 of their own: the same text": reports of one origin count once; empty where all are their own. */
export function originText(records: number, of: Origins): string {
  if (!of.same.length) return "";
  const how = of.same.map((same) => t(same === "text" ? "sameText" : "sameNamed")).join(", ");
  return t("sameOrigin", { count: records, origins: of.origins, how });
}

/** Leads from another view of the panel back to the card that it was opened from. */
export function backTo(node: ChartNode, desk: Desk): HTMLElement {
  return h("button", { type: "button", class: "back", onclick: () => desk.open(node) }, `← ${t("backTo", { caption: called(node.type, node.caption) })}`);
}

/** Marks what comes from one origin though several records say it: it counts once. */
export function circular(records: number, of: Origins): HTMLElement | string {
  if (!of.same.length) return "";
  return h("span", { class: "chip circular", title: originText(records, of) }, `⟲ ${t("circular")}`);
}
