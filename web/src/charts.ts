/** The list of saved charts: open, compare, delete; and what is flagged about each. */

import type { Board } from "./board.ts";
import { belonging } from "./chart/then.ts";
import { openDialog, reasonForm, type Dialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { chip, moment, trouble, waiting } from "./panel/parts.ts";
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
  const rows = found.items.map((head) => row(head, changed.has(head.id), dialog, board));
  return h("div", {}, found.total > found.items.length && h("p", { class: "soft" }, t("hits", { shown: found.items.length, total: found.total })), h("ul", { class: "charts-list" }, ...rows));
}

function row(head: ChartHead, flagged: boolean, dialog: Dialog, board: Board): HTMLElement {
  const place = h("div", { "aria-live": "polite" });
  const act = async (work: () => Promise<void>): Promise<void> => {
    place.replaceChildren(waiting());
    try {
      await work();
    } catch (error) {
      place.replaceChildren(trouble(error, () => void act(work)));
    }
  };
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
    item.remove();
  };
  const ask = (): void => place.replaceChildren(reasonForm(t("deleteWhy"), t("delete"), (reason) => void act(() => remove(reason)), () => place.replaceChildren()));
  const item = h(
    "li",
    { "data-chart": head.id },
    h("div", {}, h("b", {}, head.name), " ", flagged && chip(t("flagged"), "warn"), h("span", { class: "soft block" }, `${head.case} · ${t("savedBy", { author: head.author, at: moment(head.at) })} · ${t("version")} ${head.version}`)),
    h(
      "div",
      { class: "acts" },
      h("button", { type: "button", class: "primary", onclick: () => void act(open) }, t("open")),
      h("button", { type: "button", class: "compare-one", disabled: !board.graph.order, title: t("compareWith"), onclick: () => void act(beside) }, t("compare")),
      h("button", { type: "button", onclick: ask }, t("delete")),
    ),
    place,
  );
  return item;
}
