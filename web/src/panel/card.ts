/** The card of an entity: values with their statements and sources, counts of neighbours, suggestions. */

import { h } from "../dom.ts";
import { entity } from "../questions/reads.ts";
import type { Desk } from "../state.ts";
import type { Card, ChartNode, NeighbourCount } from "../types.ts";
import { called, linkLabel, t, typeLabel, typePlural } from "../words.ts";
import { showNear } from "./near.ts";
import { passagesDialog } from "../passages.ts";
import { correctionsOf } from "./correcting.ts";
import { chip, glyph, trouble, waiting } from "./parts.ts";
import { storyOf } from "./story.ts";
import { suggestionsOf } from "./suggestions.ts";
import { showTimeline } from "./timeline.ts";
import { showProperty } from "./values.ts";

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

function head(node: ChartNode | Card, desk: Desk): HTMLElement {
  const plate = "properties" in node ? node.properties.find(({ property }) => property === "registrationNumber")?.values[0]?.value : "";
  const button = (label: string, act: () => void, className = ""): HTMLElement =>
    h("button", { type: "button", class: className, onclick: act }, label);
  const expand = button("", () => void desk.expand(node.id), "primary pages");
  const tell = (): void => {
    const { shown, total } = desk.broughtIn(node.id, "", "");
    expand.textContent = shown < total ? `${t("expandMore")} (${t("ofShown", { shown, total })})` : t("expand");
  };
  expand.addEventListener("turned", tell);
  tell();
  return h(
    "header",
    { class: "card-head" },
    h("div", { class: "card-title" }, glyph(node.type), h("div", {}, h("h2", {}, called(node.type, node.caption)), h("p", { class: "soft" }, typeLabel(node.type)))),
    h(
      "div",
      { class: "acts" },
      expand,
      button(t("pathTo"), () => desk.pickPath(node.id)),
      button(t("timeline"), () => desk.present((panel, current) => showTimeline(panel, node, desk, current))),
      node.type === "Location" && button(t("near"), () => desk.present((panel, current) => showNear(panel, node, desk, current))),
      node.type === "Vehicle" && plate && button(t("passages"), () => passagesDialog(desk, plate)),
      button(desk.isMarked(node.id) ? t("unmark") : t("mark"), () => desk.mark(node.id)),
      button(t("hide"), () => desk.hide(node.id)),
    ),
  );
}

function overview(card: Card): HTMLElement {
  return h("p", { class: "sources" }, ...card.sources.map((source) => chip(source, "source")));
}

function sections(card: Card, desk: Desk): HTMLElement[] {
  const below = correctionsOf(card, desk);
  return [
    h("section", {}, h("h3", {}, t("details")), ...card.properties.map((property) => showProperty(card.type, property, desk, below)), cut(card), storyOf(card, desk)),
    h("section", {}, h("h3", {}, t("connections")), counts(card, desk)),
    h("section", { class: "suggestions" }, h("h3", {}, t("proposed")), suggestionsOf(card.id, desk)),
  ];
}

function cut(card: Card): HTMLElement | string {
  if (card.shownMentions >= card.mentions) return "";
  return h("p", { class: "soft" }, t("ofShown", { shown: card.shownMentions, total: card.mentions }));
}

function counts(card: Card, desk: Desk): HTMLElement {
  if (!card.neighbours.length) return h("p", { class: "soft" }, t("noNeighbours", { caption: card.caption }));
  return h("ul", { class: "counts" }, ...card.neighbours.map((count) => h("li", {}, countRow(card, count, desk))));
}

/** Each press brings the next page of this kind; the row says how many of how many there are now. */
function countRow(card: Card, count: NeighbourCount, desk: Desk): HTMLElement {
  const label = `${linkLabel(count.linkType)} · ${count.count === 1 ? typeLabel(count.type) : typePlural(count.type)}`;
  const number = h("b", {});
  const button = h("button", { type: "button", class: "row pages" }, glyph(count.type), h("span", {}, label), number);
  const tell = (): void => {
    const { shown } = desk.broughtIn(card.id, count.linkType, count.type);
    number.textContent = shown ? t("ofShown", { shown, total: count.count }) : String(count.count);
    button.setAttribute("aria-label", `${shown ? t("expandMore") : t("showOnChart")}: ${label} (${number.textContent})`);
  };
  button.addEventListener("click", () => void desk.expand(card.id, count.linkType, count.type));
  button.addEventListener("turned", tell);
  tell();
  return button;
}
