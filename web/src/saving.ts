/** Saving the chart: under its name as the next version, or as a new one. */

import type { Board } from "./board.ts";
import { belonging } from "./chart/then.ts";
import { labelled, openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { saveChart } from "./questions/charts.ts";
import { t } from "./words.ts";

/** Entities that a chart is saved with at most. */
const MOST = 500;

/** Asks under which name, and saves. */
export function saveDialog(board: Board): void {
  const all = belonging(board.graph);
  if (!all.length) return board.say(t("chartEmpty"), true);
  if (all.length > MOST) return board.say(t("mostAtOnce", { count: MOST }), true);
  const { saved } = board;
  const name = h("input", { name: "chart", required: true, maxLength: 200, autocomplete: "off", value: saved?.name ?? "" });
  const error = h("p", { class: "wrong", role: "alert" });
  const save = async (id: string | null, version: number): Promise<void> => {
    name.setCustomValidity(name.value.trim() ? "" : t("chartName"));
    if (!form.reportValidity()) return;
    error.textContent = t("loading");
    [next, fresh].forEach((button) => button instanceof HTMLButtonElement && (button.disabled = true));
    try {
      const items = all.map(({ id: entity, x, y }) => ({ id: entity, x, y }));
      const made = await saveChart({ id, version, name: name.value.trim(), items, notes: board.graph.getAttribute("notes") });
      board.named(made);
      close();
      board.say(t("chartSaved", { name: made.name, version: made.version }));
    } catch (refused) {
      error.textContent = refused instanceof Error ? refused.message : String(refused);
      [next, fresh].forEach((button) => button instanceof HTMLButtonElement && (button.disabled = false));
    }
  };
  const next = saved ? h("button", { type: "submit", class: "primary" }, t("saveNext", { version: saved.versions + 1 })) : "";
  const fresh = h("button", { type: saved ? "button" : "submit", class: saved ? "" : "primary" }, t("saveNew"));
  if (saved) fresh.addEventListener("click", () => void save(null, 0));
  const submit = (event: Event): void => {
    event.preventDefault();
    void (saved ? save(saved.id, saved.versions) : save(null, 0));
  };
  const form = h("form", { onsubmit: submit, oninput: () => name.setCustomValidity("") }, labelled(t("chartName"), name), error, h("div", { class: "acts" }, next, fresh));
  const { close } = openDialog("save", t("saveChart"), form);
  name.focus();
}
