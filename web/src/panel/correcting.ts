/** Correcting a value, and of what was corrected by whom and why, with the way back. */

import { labelled, openDialog, reasonForm } from "../dialog.ts";
import { h } from "../dom.ts";
import { correct, corrections, proposal, withdraw } from "../questions/acts.ts";
import { entity } from "../questions/reads.ts";
import type { Desk } from "../state.ts";
import { isNow, times } from "../times.ts";
import type { Card, Correction, Proposal, Statement } from "../types.ts";
import { propertyLabel, t, valueLabel } from "../words.ts";
import { fillWith, moment, statementsOf } from "./parts.ts";
import { showRelying } from "./relying.ts";

/** What stands below a statement: that it was corrected, or a button that corrects it. */
export type Below = (statement: Statement) => HTMLElement;

/** Asks once for the corrections of each record of this card that holds a value that no longer counts. */
export function correctionsOf(card: Card, desk: Desk): Below {
  const every = statementsOf(card);
  const here = new Set(every.map(({ mention }) => mention));
  const corrected = new Set(every.filter(({ status }) => status === "superseded").map(({ record }) => record));
  const asked = new Map<string, Promise<Correction[]>>();
  const about = (record: string): Promise<Correction[]> => {
    const answer = asked.get(record) ?? corrections(record);
    asked.set(record, answer);
    return answer;
  };
  // a correction made on an older version bears a mention that is not here; that of another mention here is not of this one
  return (statement) => {
    const place = h("div", { class: "correction" });
    if (corrected.has(statement.record)) void fillWith(place, async () => below(statement, (await about(statement.record)).filter(({ mention }) => mention === statement.mention || !here.has(mention)), card.type, desk));
    else place.replaceChildren(...ways(statement, card.type, desk));
    return place;
  };
}

/** Of a value that counts no more, or that came by a correction: which; of any other the way to correct it. */
function below(statement: Statement, known: Correction[], type: string, desk: Desk): HTMLElement[] {
  const gone = statement.status === "superseded";
  const mine = known.filter((made) => made.property === statement.property && (gone ? made.was : made.value) === statement.value).at(-1);
  if (!mine) return gone ? [] : ways(statement, type, desk);
  const head = h("p", { class: "soft by" }, t("correctedBy", { author: mine.author, at: moment(mine.at), reason: mine.reason }));
  const change = h("p", { class: "change" }, ...changed(type, mine.property, mine.was, mine.value));
  return gone ? [change, head, takeBack(mine, desk)] : [head];
}

/** "was → is"; what is taken away or added stands in words. */
function changed(type: string, property: string, was: string, value: string): (HTMLElement | string)[] {
  const shown = (text: string): string => valueLabel(type, property, text);
  return [was ? h("s", {}, shown(was)) : t("nothing"), " → ", h("b", {}, value ? shown(value) : t("nothing"))];
}

function takeBack(made: Correction, desk: Desk): HTMLElement {
  const ask = (): void => {
    const place = h("div", { "aria-live": "polite" });
    const done = (reason: string): void => void fillWith(place, async () => {
      await withdraw(made.id, reason);
      await lookAnew(made.mention, t("correctionUndone"), desk);
      close();
      return [];
    });
    const change = h("p", { class: "change" }, ...changed(made.type, made.property, made.was, made.value));
    const { close } = openDialog("correcting", t("apartUndo"), change, reasonForm(t("decideWhy"), t("apartUndo"), done, () => close()), place);
  };
  return h("button", { type: "button", class: "small uncorrect", onclick: ask }, t("apartUndo"));
}

function ways(statement: Statement, type: string, desk: Desk): HTMLElement[] {
  if (!isNow()) return [];
  const label = `${t("correct")}: ${propertyLabel(type, statement.property)} ${statement.value} (${statement.source})`;
  return [h("button", { type: "button", class: "small correct-one", "aria-label": label, onclick: () => correctDialog(statement, type, desk) }, t("correct"))];
}

/** What is right instead; nothing is decided until it is shown what that changes, and a reason is given. */
function correctDialog(statement: Statement, type: string, desk: Desk): void {
  const { mention, property, value: was, source, recorded } = statement;
  const right = h("input", { name: "right", value: was, maxLength: 200, autocomplete: "off", spellcheck: false });
  const plan = h("div", { class: "plan", "aria-live": "polite" });
  const submit = (event: Event): void => {
    event.preventDefault();
    const asked = { mention, property, was, value: right.value.trim() };
    const decide = (reason: string): void => void fillWith(plan, async () => {
      await correct(asked, reason);
      await lookAnew(mention, t("correctionDone"), desk);
      close();
      return [];
    });
    void fillWith(plan, async () => [...planned(await proposal(asked), property, type), reasonForm(t("decideWhy"), t("correct"), decide, () => plan.replaceChildren())], () => right.value.trim() === asked.value);
  };
  const form = h(
    "form",
    { onsubmit: submit, oninput: () => plan.replaceChildren() },
    h("p", { class: "soft" }, [source, moment(recorded)].filter(Boolean).join(" · ")),
    labelled(t("isRight", { property: propertyLabel(type, property) }), right, t("isRightHint")),
    h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, t("apartPlan"))),
  );
  const { close } = openDialog("correcting", `${t("correct")}: ${was}`, form, plan);
  right.select();
}

function planned(made: Proposal, property: string, type: string): HTMLElement[] {
  return [
    h("p", { class: "change" }, ...changed(type, property, made.was, made.value)),
    ...(made.versions > 1 ? [h("p", { class: "soft" }, t("correctVersions", { count: made.versions }))] : []),
    showRelying(made.relying),
  ];
}

/** Draws the chart and the card as they are now; the mention may belong to another entity by now. */
async function lookAnew(mention: string, told: string, desk: Desk): Promise<void> {
  const { id, type, caption } = await entity(mention);
  await desk.lookAt(times());
  if (!desk.isOnChart(id)) desk.open({ id, type, caption });
  desk.say(told);
}
