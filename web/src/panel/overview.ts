/** The chart as a whole, shown when nothing on it is chosen: what is marked, its name and notes, and what has changed since. */

import type { Board } from "../board.ts";
import { h } from "../dom.ts";
import { chart } from "../questions/charts.ts";
import { called, t } from "../words.ts";
import { showCommon } from "./common.ts";
import { glyph, moment } from "./parts.ts";

/** Entities whose common neighbours are asked for at once. */
const MOST_ENDS = 20;

/** Fills the panel with what there is to say about the chart. */
export function showOverview(panel: HTMLElement, board: Board): void {
  if (!board.graph.order && !board.saved) return panel.replaceChildren(h("p", { class: "empty" }, t("emptyPanel")));
  panel.replaceChildren(h("p", { class: "empty" }, t("emptyPanel")), markedOf(board), ...savedOf(board), notesOf(board));
}

/** What is marked, with what can be asked about it together. */
function markedOf(board: Board): HTMLElement {
  const ids = [...board.marked].filter((id) => board.graph.hasNode(id));
  if (!ids.length) return h("section", { class: "marked" }, h("p", { class: "soft" }, t("markHelp")));
  const rows = ids.map((id) => {
    const { kind, caption } = board.graph.getNodeAttributes(id);
    const name = called(kind, caption);
    return h(
      "li",
      {},
      h("button", { type: "button", class: "row", onclick: () => board.open({ id, type: kind, caption }) }, glyph(kind), h("span", {}, name)),
      h("button", { type: "button", class: "small", "aria-label": `${t("unmark")}: ${name}`, onclick: () => board.mark(id) }, "×"),
    );
  });
  const share = (): void => board.present((panel, current) => showCommon(panel, ids, board, current));
  return h(
    "section",
    { class: "marked" },
    h("h3", {}, t("marked", { count: ids.length })),
    h("ul", {}, ...rows),
    ids.length > MOST_ENDS && h("p", { class: "soft" }, t("mostEnds", { count: MOST_ENDS })),
    h(
      "div",
      { class: "acts" },
      h("button", { type: "button", class: "primary share", disabled: ids.length < 2 || ids.length > MOST_ENDS, onclick: share }, t("common")),
      h("button", { type: "button", onclick: () => board.unmarkAll() }, t("unmarkAll")),
    ),
  );
}

/** Under which name it is saved, its versions, and what is no longer as it was saved. */
function savedOf(board: Board): HTMLElement[] {
  const { saved } = board;
  if (!saved) return [];
  const versions = h("select", { "aria-label": t("version") }, ...Array.from({ length: saved.versions }, (_, n) => h("option", { value: n + 1, selected: n + 1 === saved.version }, t("versionOf", { version: n + 1, versions: saved.versions }))));
  versions.addEventListener("change", () => void chart(saved.id, Number(versions.value)).then((made) => board.openChart(made)).catch((error: Error) => board.say(error.message, true)));
  const changed = [...saved.erased.map(({ text }) => text), ...saved.notices];
  const notices = changed.length
    ? [h("p", { class: "warn" }, t("changedSince")), h("ul", { class: "notices" }, ...changed.map((text) => h("li", {}, text)))]
    : [h("p", { class: "soft" }, t("nothingChanged"))];
  return [h("section", { class: "saved" }, h("h3", {}, t("thisChart")), h("h2", {}, saved.name), h("p", { class: "soft" }, `${saved.case} · ${saved.author} · ${moment(saved.at)}`), versions, ...notices)];
}

/** Notes of the chart; they are saved with it. */
function notesOf(board: Board): HTMLElement {
  const notes = board.graph.getAttribute("notes");
  const text = h("textarea", { rows: 2, maxLength: 2000, "aria-label": t("addNote") });
  const add = (event: Event): void => {
    event.preventDefault();
    if (text.value.trim()) board.annotate([...notes, { text: text.value.trim(), x: 0, y: 0 }]);
  };
  const rows = notes.map((note, index) =>
    h("li", {}, h("span", {}, note.text), h("button", { type: "button", class: "small", "aria-label": `${t("removeNote")}: ${note.text}`, onclick: () => board.annotate(notes.filter((_, at) => at !== index)) }, "×")),
  );
  return h("section", { class: "notes" }, h("h3", {}, t("notes")), h("ul", {}, ...rows), h("form", { onsubmit: add }, text, h("button", { type: "submit" }, t("addNote"))));
}
