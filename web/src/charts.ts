/** The list of saved charts: open, compare, delete; and what is flagged about each. */

import type { Board } from "./board.ts";
import { belonging } from "./chart/then.ts";
import { openDialog, reasonForm, type Dialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { chip, fillWith, moment, trouble, waiting } from "./panel/parts.ts";
import { currentPurpose } from "./purpose.ts";
import { chart, charts, deleteChart, flags } from "./questions/charts.ts";
import { compare } from "./questions/dated.ts";
import type { ChartHead, SavedCharts } from "./types.ts";
import { t } from "./words.ts";

/** Opens the list. */
export function chartsDialog(board: Board): void {
  const dialog = openDialog("charts", t("chartsTitle"), waiting());
  void load(dialog, board, false);
}

async function load(dialog: Dialog, board: Board, onlyMine: boolean): Promise<void> {
  const ofCase = currentPurpose()?.case ?? "";
  try {
    const [found, flagged] = await Promise.all([charts(onlyMine ? ofCase : ""), flags(["chart"])]);
    const changed = new Set(flagged.items.map((flag) => flag.object));
    const only = h("input", { type: "checkbox", name: "mine", checked: onlyMine, onchange: () => void load(dialog, board, only.checked) });
    dialog.body.replaceChildren(h("label", { class: "check" }, only, t("onlyMyCase", { case: ofCase })), listOf(found, changed, dialog, board));
  } catch (error) {
    dialog.body.replaceChildren(trouble(error, () => void load(dialog, board, onlyMine)));
  }
}

function listOf(found: SavedCharts, changed: Set<string>, dialog: Dialog, board: Board): HTMLElement {
  if (!found.items.length) return h("p", { class: "empty" }, t("noCharts"));
  const picked: ChartHead[] = [];
  const place = h("div", { "aria-live": "polite" });
  const both = h("button", { type: "button", class: "compare-two", disabled: true, onclick: () => void fillWith(place, compareTwo) }, t("compareTwo"));
  const compareTwo = async (): Promise<HTMLElement[]> => {
    const [left, right] = picked;
    if (!left || !right) return [];
    const made = await compare({ chart: left.id }, { chart: right.id });
    dialog.close();
    board.showComparison(made, [left.name, right.name]);
    return [];
  };
  const pick = (head: ChartHead, on: boolean): void => {
    if (on) picked.push(head);
    else picked.splice(picked.indexOf(head), 1);
    both.disabled = picked.length !== 2;
  };
  const rows = found.items.map((head) => row(head, changed.has(head.id), pick, dialog, board));
  const two = found.items.length > 1 && h("div", { class: "two" }, h("p", { class: "soft" }, t("compareTwoHow")), both, place);
  return h("div", {}, two, found.total > found.items.length && h("p", { class: "soft" }, t("hits", { shown: found.items.length, total: found.total })), h("ul", { class: "charts-list" }, ...rows));
}

/** Called when a chart is ticked to be compared with another, or no longer is. */
type Pick = (head: ChartHead, on: boolean) => void;

function row(head: ChartHead, flagged: boolean, pick: Pick, dialog: Dialog, board: Board): HTMLElement {
  const place = h("div", { "aria-live": "polite" });
  const act = (work: () => Promise<void>): void => void fillWith(place, () => work().then(() => []));
  const open = async (): Promise<void> => {
    const made = await chart(head.id);
    dialog.close();
    board.openChart(made);
  };
  const beside = async (): Promise<void> => {
    const made = await compare({ ids: belonging(board.graph).map(({ id }) => id) }, { chart: head.id });
    dialog.close();
    board.showComparison(made, [board.saved?.name ?? t("thisChart"), head.name]);
  };
  const remove = async (reason: string): Promise<void> => {
    await deleteChart(head.id, reason);
    board.say(t("deleted", { name: head.name }));
    if (tick.checked) pick(head, false);
    item.remove();
  };
  const ask = (): void => place.replaceChildren(reasonForm(t("deleteWhy"), t("delete"), (reason) => act(() => remove(reason)), () => place.replaceChildren()));
  const tick = h("input", { type: "checkbox", name: "pick", title: t("compareTwoHow"), onchange: () => pick(head, tick.checked) });
  const item = h(
    "li",
    { "data-chart": head.id },
    h("div", {}, h("label", { class: "check" }, tick, h("b", {}, head.name)), " ", flagged && chip(t("flagged"), "warn"), h("span", { class: "soft block" }, `${head.case} · ${t("savedBy", { author: head.author, at: moment(head.at) })} · ${t("version")} ${head.version}`)),
    h(
      "div",
      { class: "acts" },
      h("button", { type: "button", class: "primary", onclick: () => act(open) }, t("open")),
      h("button", { type: "button", class: "compare-one", disabled: !board.graph.order, title: t("compareWith"), onclick: () => act(beside) }, t("compare")),
      h("button", { type: "button", onclick: ask }, t("delete")),
    ),
    place,
  );
  return item;
}
