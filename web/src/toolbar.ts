/** The tools on the chart: what changes the picture at the left, what is done with the whole of it at the right. */

import type { Board } from "./board.ts";
import { chartsDialog } from "./charts.ts";
import { h, svg } from "./dom.ts";
import { exportDialog } from "./exporting.ts";
import { flagsDialog } from "./flags.ts";
import { showNear } from "./panel/near.ts";
import { passagesDialog } from "./passages.ts";
import { saveDialog } from "./saving.ts";
import { may } from "./signin.ts";
import { termsDialog } from "./terms.ts";
import { chooseTime } from "./timebar.ts";
import { t } from "./words.ts";

const PICTURES = {
  undo: "M9 6V2L3 7l6 5V8h4a4.500 4.500 0 0 1 0 9H7v2h6a6.500 6.500 0 0 0 0-13Z",
  redo: "M15 6V2l6 5-6 5V8h-4a4.500 4.500 0 0 0 0 9h6v2h-6a6.500 6.500 0 0 1 0-13Z",
  fit: "M4 4h6v2H6v4H4ZM14 4h6v6h-2V6h-4ZM4 14h2v4h4v2H4ZM18 14h2v6h-6v-2h4Z",
  arrange: "M12 3a2.500 2.500 0 1 1 0 5v3l5 4.500a2.500 2.500 0 1 1-1.400 1.400L12 13.500l-3.600 3.400A2.500 2.500 0 1 1 7 15.500l4-4.500V8a2.500 2.500 0 0 1 1-5Z",
  clear: "M6 7h12l-1 14H7ZM9 4h6l1 2h3v1.500H5V6h3Z",
  time: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18ZM12 5.200a6.800 6.800 0 1 1 0 13.600 6.800 6.800 0 1 1 0-13.600ZM11 7.500h2v4.200l3 2.300-1.200 1.600L11 12.700Z",
  near: "M12 2.500a6.500 6.500 0 0 0-6.500 6.500c0 4.800 6.500 12.500 6.500 12.500s6.500-7.700 6.500-12.500A6.500 6.500 0 0 0 12 2.500ZM12 6.500a2.600 2.600 0 1 1 0 5.200 2.600 2.600 0 1 1 0-5.200Z",
  saveChart: "M4 4h13l3 3v13H4ZM6 6v12h12V8l-2-2h-1v5H8V6ZM10 6v3h3V6Z",
  charts: "M3 5h7l2 2h9v13H3ZM5 9v9h14V9Z",
  passages: "M3 6h18v12H3ZM5 8v8h14V8ZM7 10h3v4H7ZM12 10h5v1.600h-5ZM12 12.400h5V14h-5Z",
  terms: "M6 2h12v5l-4 5 4 5v5H6v-5l4-5-4-5ZM8 4v2.300l4 5 4-5V4ZM12 12.700l-4 5V20h8v-2.300Z",
  flags: "M5 3h2v1h11l-2.500 4L18 12H7v9H5Z",
  export: "M12 3l5 5h-3.500v7h-3V8H7ZM4 14h2v5h12v-5h2v7H4Z",
} as const;

/** A button with a picture and its name as title. */
export function tool(name: string, path: string, act: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", title: t(name), "aria-label": t(name), "data-tool": name, onclick: act });
  button.append(svg(path));
  return button;
}

/** Both groups of tools of a board; `refresh` after each change of the chart. */
export function toolbar(board: Board, show: (view: "panel") => void): { tools: HTMLElement; refresh(): void } {
  const make = (name: keyof typeof PICTURES, act: () => void): HTMLButtonElement => tool(name, PICTURES[name], act);
  const undo = make("undo", () => board.undo());
  const redo = make("redo", () => board.redo());
  const save = make("saveChart", () => saveDialog(board));
  const pass = make("export", () => exportDialog(board));
  const terms = make("terms", () => termsDialog(board));
  const point = (): void => {
    show("panel");
    board.present((panel, current) => showNear(panel, null, board, current));
  };
  const tools = h(
    "div",
    { class: "tools", role: "toolbar", "aria-label": t("chart") },
    h("div", { class: "group" }, undo, redo, make("fit", () => board.view?.fit()), make("arrange", () => board.arrange()), make("clear", () => board.clear())),
    h("div", { class: "group" }, make("time", () => chooseTime(board)), make("near", point), make("passages", () => passagesDialog(board)), save, make("charts", () => chartsDialog(board)), make("flags", () => flagsDialog(board)), terms, pass),
  );
  const refresh = (): void => {
    undo.disabled = !board.history.canUndo;
    terms.hidden = !may("retain");
    redo.disabled = !board.history.canRedo;
    save.disabled = pass.disabled = board.graph.order === 0;
  };
  return { tools, refresh };
}
