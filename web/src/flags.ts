/** What relied on something that has changed since: shown until somebody says that they looked at it. */

import type { Board } from "./board.ts";
import { openDialog, reasonForm, type Dialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { chip, fillWith, moment, trouble, waiting } from "./panel/parts.ts";
import { acknowledge, chart, flags } from "./questions/charts.ts";
import type { Flag } from "./types.ts";
import { t } from "./words.ts";

/** What people made; suggestions are made by Locard, and looking for them takes longer, so they are asked for apart. */
const MADE = ["chart", "export", "alert"];

/** Opens the list of flags on what people made. */
export function flagsDialog(board: Board): void {
  const dialog = openDialog("flags", t("flagsTitle"), waiting());
  void load(dialog, board, "");
}

async function load(dialog: Dialog, board: Board, kind: string): Promise<void> {
  dialog.body.replaceChildren(waiting());
  try {
    const found = await flags(kind ? [kind] : MADE);
    const kinds = h("select", { name: "flag-kind", "aria-label": t("what") }, h("option", { value: "" }, MADE.map((name) => t(`flag_${name}`)).join(", ")), ...[...MADE, "suggestion"].map((name) => h("option", { value: name, selected: name === kind }, t(`flag_${name}`))));
    kinds.addEventListener("change", () => void load(dialog, board, kinds.value));
    dialog.body.replaceChildren(
      kinds,
      found.items.length ? h("p", { class: "soft total" }, t("hits", { shown: found.items.length, total: found.total })) : h("p", { class: "empty" }, t("noFlags")),
      found.exact ? "" : h("p", { class: "soft" }, t("flagsPartly")),
      h("ul", { class: "flags-list" }, ...found.items.map((flag) => row(flag, dialog, board))),
    );
  } catch (error) {
    dialog.body.replaceChildren(trouble(error, () => void load(dialog, board, kind)));
  }
}

function row(flag: Flag, dialog: Dialog, board: Board): HTMLElement {
  const place = h("div", { "aria-live": "polite" });
  const act = (work: () => Promise<void>): void => void fillWith(place, () => work().then(() => []));
  const open = async (): Promise<void> => {
    const made = await chart(flag.object);
    dialog.close();
    board.openChart(made);
  };
  const seen = async (reason: string): Promise<void> => {
    await acknowledge(flag.id, reason);
    item.remove();
  };
  const ask = (): void => place.replaceChildren(reasonForm(t("acknowledgeWhy"), t("acknowledge"), (reason) => act(() => seen(reason)), () => place.replaceChildren()));
  const item = h(
    "li",
    { "data-flag": flag.kind },
    h("div", {}, chip(t(`flag_${flag.kind}`)), " ", h("b", {}, flag.name), h("p", {}, flag.text), h("p", { class: "soft" }, `${moment(flag.changed)} · ${t("savedBy", { author: flag.author, at: moment(flag.at) })}`)),
    h("div", { class: "acts" }, flag.kind === "chart" && h("button", { type: "button", onclick: () => act(open) }, t("open")), h("button", { type: "button", class: "primary", onclick: ask }, t("acknowledge"))),
    place,
  );
  return item;
}
