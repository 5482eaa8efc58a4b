/** Terms that ran out and about which people decide: keep until a day, archive or erase; until it is done, decided anew. */

import { dayField, labelled } from "./dayfield.ts";
import { openDialog, reasonForm } from "./dialog.ts";
import { h } from "./dom.ts";
import { chip, fillWith } from "./panel/parts.ts";
import { decideTerm, keepRecord, retentionQueue } from "./questions/terms.ts";
import type { Desk } from "./state.ts";
import type { TermBasis, TermDecision, TermItem, TermQueue } from "./types.ts";
import { t } from "./words.ts";

const DAY = /^\d{4}-\d\d-\d\d$/;
const WAYS = ["keep", "archive", "erase"] as const;
type Way = (typeof WAYS)[number];

/** Opens the queue. */
export function termsDialog(desk: Desk): void {
  const views = h("select", { name: "terms-view", "aria-label": t("what") }, ...["waiting", "decided"].map((name) => h("option", { value: name }, t(`terms_${name}`))));
  const place = h("div", { class: "terms-place", "aria-live": "polite" });
  let asked = 0;
  const load = (): void => {
    const mine = ++asked;
    const decided = views.value === "decided";
    void fillWith(place, async () => listed(await retentionQueue(decided, ""), decided, desk), () => mine === asked);
  };
  views.addEventListener("change", load);
  openDialog("terms", t("termsTitle"), h("p", { class: "soft" }, t("termsWhy")), views, place);
  load();
}

/** The list with its next pages. */
function listed(first: TermQueue, decided: boolean, desk: Desk): HTMLElement[] {
  if (!first.total) return [h("p", { class: "empty" }, t(decided ? "termsNoneDecided" : "termsNone"))];
  const list = h("ul", { class: "terms-list" });
  const total = h("p", { class: "soft total" });
  const rest = h("div", {});
  const add = (page: TermQueue): HTMLElement[] => {
    // What was decided here meanwhile waits no more, and still stands in the list.
    const gone = decided ? 0 : list.querySelectorAll("[data-decided]").length;
    list.append(...page.items.map((item) => row(item, desk)));
    total.textContent = t("hits", { shown: list.children.length, total: page.total + gone });
    return page.end ? [h("button", { type: "button", class: "more-entries", onclick: () => next(page.end) }, t("expandMore"))] : [];
  };
  const next = (after: string): void => void fillWith(rest, async () => add(await retentionQueue(decided, after)));
  rest.replaceChildren(...add(first));
  return [total, list, rest];
}

function row(item: TermItem, desk: Desk): HTMLElement {
  const place = h("div", { class: "deciding", "aria-live": "polite" });
  const entry = h(
    "li",
    { "data-key": item.key },
    h("div", { class: "term-head" }, chip(item.category), h("b", {}, `${item.source} ${item.key}`), h("button", { type: "button", class: "source-link", onclick: () => desk.openRecord(item.record) }, t("openRecord"))),
    h("p", {}, t("termRanOut", { day: item.since })),
    h("p", { class: "soft" }, `${begun(item.basis)} · ${item.basis.law} `, !item.basis.confirmed && chip(t("termUnconfirmed"), "warn")),
    item.blockedBy.length > 0 && h("p", { class: "warn" }, t("termBlocked", { by: item.blockedBy.join(", ") })),
    place,
  );
  const told = (made: TermDecision): void => {
    entry.dataset["decided"] = made.verdict;
    place.replaceChildren(...decidedAs(made, () => choose()));
  };
  const choose = (): void => place.replaceChildren(ways(item, place, () => (item.decision ? told(item.decision) : choose()), (made) => told((item.decision = made))));
  if (item.decision) told(item.decision);
  else choose();
  return entry;
}

/** Since what the term runs, and how long it is. */
function begun({ event, day, period, level }: TermBasis): string {
  const [, count = "", unit = ""] = /^P(\d+)([DMY])$/.exec(period) ?? [];
  const long = t(count === "1" ? `term${unit}1` : `term${unit}`, { count });
  const of = level ? ` (${level.replaceAll("_", " ")})` : "";
  return t("termBegun", { event: t(`begun_${event}`), day, long }) + of;
}

/** What was decided, and the way to decide otherwise as long as it is not done. */
function decidedAs({ verdict, day, author, reason }: TermDecision, again: () => void): HTMLElement[] {
  return [
    h("p", { class: "done", role: "status" }, h("b", {}, t(`decided_${verdict}`, { day })), " ", h("span", { class: "soft" }, `${author}: ${reason}`)),
    h("button", { type: "button", class: "small otherwise", onclick: again }, t("decideOtherwise")),
  ];
}

/** The three ways; each asks why, keeping also until when. */
function ways(item: TermItem, place: HTMLElement, leave: () => void, done: (made: TermDecision) => void): HTMLElement {
  const ask = (way: Way): void => place.replaceChildren(...(way === "keep" ? keepForm(item, place, leave, done) : goForm(item, way, place, leave, done)));
  const buttons = WAYS.map((way) => h("button", { type: "button", "data-way": way, "aria-label": `${t(`way_${way}`)}: ${item.source} ${item.key}`, onclick: () => ask(way) }, `${t(`way_${way}`)} …`));
  return h("div", { class: "acts" }, ...buttons, item.decision !== null && h("button", { type: "button", onclick: leave }, t("cancel")));
}

function keepForm(item: TermItem, place: HTMLElement, leave: () => void, done: (made: TermDecision) => void): HTMLElement[] {
  const until = dayField("keep-until", "");
  const today = new Date().toISOString().slice(0, 10);
  const go = (reason: string): void => {
    const day = until.input.value.trim();
    until.input.setCustomValidity(DAY.test(day) && day > today ? "" : t("keepDayWrong"));
    if (until.input.reportValidity()) void decide(place, leave, done, () => keepRecord(item.record, day, reason));
  };
  until.input.addEventListener("input", () => until.input.setCustomValidity(""));
  const form = reasonForm(t("decideWhy"), t("way_keep"), go, leave);
  setTimeout(() => until.input.focus());
  return [labelled(t("keepUntil"), until.field), form];
}

function goForm(item: TermItem, way: "archive" | "erase", place: HTMLElement, leave: () => void, done: (made: TermDecision) => void): HTMLElement[] {
  const go = (reason: string): void => void decide(place, leave, done, () => decideTerm(item.record, way === "erase" ? "ERASE" : "ARCHIVE", reason));
  return [h("p", { class: way === "erase" ? "warn" : "soft" }, t(`warn_${way}`)), reasonForm(t("decideWhy"), t(`way_${way}`), go, leave)];
}

/** Decides; where that does not go well, trying again leads back to the three ways. */
async function decide(place: HTMLElement, leave: () => void, done: (made: TermDecision) => void, work: () => Promise<TermDecision>): Promise<void> {
  let made: TermDecision | null = null;
  await fillWith(place, async () => {
    made = await work();
    return [];
  }, undefined, leave);
  if (made) done(made);
}
