/** A record as received, with the mentions in it marked and the one that was asked for in front. */

import { h } from "../dom.ts";
import { record } from "../questions/reads.ts";
import type { Desk } from "../state.ts";
import type { LocardRecord, Mark } from "../types.ts";
import { t } from "../words.ts";
import { showField } from "./field.ts";
import { sharpened, type Focus } from "./marks.ts";
import { actsOn } from "./touching.ts";
import { chip, fillWith, gradeText, moment } from "./parts.ts";

/** Shows a record in a dialog; the focus is marked and scrolled to. */
export function showRecord(id: string, focus: Focus, desk: Desk): void {
  const body = h("div", { class: "record-body" });
  const dialog = h("dialog", { class: "record", "aria-label": t("record") });
  const close = h("button", { type: "button", class: "close", onclick: () => dialog.close() }, t("close"));
  dialog.append(close, body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  const open = (mark: Mark): void => {
    // the list that led here would hide the chart
    document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((shown) => shown.close());
    desk.open({ id: mark.entity, type: mark.type, caption: mark.caption });
  };
  void load(body, id, focus, open, desk);
}

async function load(body: HTMLElement, id: string, focus: Focus, open: (mark: Mark) => void, desk: Desk): Promise<void> {
  await fillWith(body, async () => {
    const found = await record(id);
    const sharp = sharpened(found.fields, focus);
    return [head(found), actsOn(found, body, desk), ...found.fields.map((field) => showField(found.id, field, sharp, open))];
  });
  body.querySelector("mark.focus")?.scrollIntoView({ block: "center" });
}

function head(found: LocardRecord): HTMLElement {
  const grade = gradeText(found.grade);
  return h(
    "header",
    {},
    h("h2", {}, found.source),
    h("div", { class: "chips" }, grade && chip(`${t("grade")} ${grade}${found.grade.scheme ? ` (${found.grade.scheme})` : ""}`), found.handling && chip(`${t("handling")} ${found.handling}`, "handling")),
    h("p", { class: "soft" }, `${t("sourceKey")} ${found.key}${found.version ? ` · ${t("version")} ${found.version}` : ""}`),
    h("p", { class: "soft" }, [found.recorded && `${t("recorded")} ${moment(found.recorded)}`, found.received && `${t("received")} ${moment(found.received)}`].filter(Boolean).join(" · ")),
  );
}
