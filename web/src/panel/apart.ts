/** Taking an entity apart: which mentions are something else, what that would take, and the decision with its way back. */

import { reasonForm } from "../dialog.ts";
import { h } from "../dom.ts";
import { split, splitPlan, unsplit } from "../questions/merges.ts";
import type { Desk } from "../state.ts";
import type { Card, Split, Statement } from "../types.ts";
import { propertyLabel, t } from "../words.ts";
import { backTo, fillWith, statementsOf } from "./parts.ts";

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
    const asked = chosen();
    showPlan(place, card, asked, desk, () => chosen().join() === asked.join());
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
  for (const one of statementsOf(card)) found.set(one.mention, [...(found.get(one.mention) ?? []), one]);
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
function showPlan(place: HTMLElement, card: Card, apart: string[], desk: Desk, current: () => boolean): void {
  const decide = (reason: string): void => showDone(place, card, apart, reason, desk);
  void fillWith(place, async () => [...told(await splitPlan(card.id, [apart])), reasonForm(t("decideWhy"), t("takeApart"), decide, () => place.replaceChildren())], current);
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

function showDone(place: HTMLElement, card: Card, apart: string[], reason: string, desk: Desk): void {
  void fillWith(place, async () => {
    const made = await split(card.id, [apart], reason);
    const undo = (): void => void fillWith(place, async () => {
      await unsplit(made, reason);
      return [h("p", { role: "status" }, t("apartUndone"))];
    });
    desk.say(t("apartDone"));
    return [h("p", { class: "done", role: "status" }, t("apartDone")), ...told(made), h("button", { type: "button", class: "take-back", onclick: undo }, t("apartUndo"))];
  });
}
