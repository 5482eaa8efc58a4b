/** Taking an entity apart: which mentions are something else, what that would take, and the decision with its way back. */

import { reasonForm } from "../dialog.ts";
import { h } from "../dom.ts";
import { split, splitPlan, unsplit } from "../questions/merges.ts";
import type { Desk } from "../state.ts";
import type { Card, Split, Statement } from "../types.ts";
import { propertyLabel, t } from "../words.ts";
import { backTo, trouble, waiting } from "./parts.ts";

/** Values of a mention that are told. */
const TOLD = 4;

/** Fills the panel with the mentions of a card; those given are ticked. */
export function showApart(panel: HTMLElement, card: Card, ticked: string[], desk: Desk): void {
  const of = byMention(card);
  const place = h("div", { class: "apart-plan", "aria-live": "polite" });
  const boxes = [...of].map(([id]) => h("input", { type: "checkbox", value: id, checked: ticked.includes(id) }));
  const chosen = (): string[] => boxes.filter((box) => box.checked).map((box) => box.value);
  const plan = h("button", { type: "submit", class: "primary" }, t("apartPlan"));
  const able = (): void => {
    plan.disabled = !chosen().length || chosen().length === card.mentions;
    place.replaceChildren();
  };
  const rows = [...of].map(([id, statements], index) => h("li", {}, h("label", {}, boxes[index] ?? "", h("span", {}, ...mentionText(card, statements))), ...recordOf(id, statements, desk)));
  const submit = (event: Event): void => {
    event.preventDefault();
    void showPlan(place, card, chosen(), desk);
  };
  panel.replaceChildren(
    backTo(card, desk),
    h("h2", {}, t("apartTitle")),
    h("p", { class: "soft" }, t("apartWhy")),
    of.size < card.mentions ? h("p", { class: "soft" }, t("ofShown", { shown: of.size, total: card.mentions })) : "",
    h("form", { class: "apart", onsubmit: submit, onchange: able }, h("ul", {}, ...rows), plan),
    place,
  );
  able();
}

/** The statements of each mention, in the order of the card. */
function byMention(card: Card): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const property of card.properties)
    for (const value of property.values) for (const one of value.statements) found.set(one.mention, [...(found.get(one.mention) ?? []), one]);
  return found;
}

function mentionText(card: Card, statements: Statement[]): HTMLElement[] {
  return statements.slice(0, TOLD).map(({ property, value }) => h("span", { class: "block" }, h("span", { class: "soft" }, `${propertyLabel(card.type, property)} `), value));
}

function recordOf(mention: string, statements: Statement[], desk: Desk): HTMLElement[] {
  const [one] = statements;
  return one ? [h("button", { type: "button", class: "source-link small", onclick: () => desk.openRecord(one.record, mention) }, one.source)] : [];
}

/** What it would take; nothing is decided until a reason is given. */
async function showPlan(place: HTMLElement, card: Card, apart: string[], desk: Desk): Promise<void> {
  place.replaceChildren(waiting());
  try {
    const made = await splitPlan(card.id, [apart]);
    const decide = (reason: string): void => void showDone(place, card, apart, reason, desk);
    place.replaceChildren(...told(made), reasonForm(t("decideWhy"), t("takeApart"), decide, () => place.replaceChildren()));
  } catch (error) {
    place.replaceChildren(trouble(error, () => void showPlan(place, card, apart, desk)));
  }
}

function told(made: Split): HTMLElement[] {
  const count = (kind: string): number => made.judged.filter((one) => one.kind === kind).length;
  return [
    h("ul", { class: "parts" }, ...made.parts.map(({ caption, mentions }, index) => h("li", {}, t("apartPart", { number: index + 1, caption, count: mentions.length })))),
    ...(made.retracted.length ? [h("p", {}, t("apartBack")), h("ul", {}, ...made.retracted.map(({ text }) => h("li", { class: "soft" }, text)))] : []),
    h("p", {}, t("apartJudged", { negative: count("negative"), positive: count("positive") })),
    ...made.warnings.map((text) => h("p", { class: "warn" }, text)),
  ];
}

async function showDone(place: HTMLElement, card: Card, apart: string[], reason: string, desk: Desk): Promise<void> {
  place.replaceChildren(waiting());
  try {
    const made = await split(card.id, [apart], reason);
    const undo = async (): Promise<void> => {
      place.replaceChildren(waiting());
      try {
        await unsplit(made, reason);
        place.replaceChildren(h("p", { role: "status" }, t("apartUndone")));
      } catch (error) {
        place.replaceChildren(trouble(error, () => void undo()));
      }
    };
    const back = h("button", { type: "button", class: "take-back", onclick: () => void undo() }, t("apartUndo"));
    place.replaceChildren(h("p", { class: "done", role: "status" }, t("apartDone")), ...told(made), back);
    desk.say(t("apartDone"));
  } catch (error) {
    place.replaceChildren(trouble(error, () => void showDone(place, card, apart, reason, desk)));
  }
}
