/** A record as received, with the mentions in it marked and the one that was asked for in front. */

import { h } from "../dom.ts";
import { record } from "../questions.ts";
import type { Desk } from "../state.ts";
import type { Field, LocardRecord, Mark } from "../types.ts";
import { t, typeLabel } from "../words.ts";
import { chip, gradeText, moment, trouble, waiting } from "./parts.ts";

/** What is asked for: a mention, and of its places those that read like `raw` where there are any. */
export interface Focus { mention?: string | undefined; raw?: string | undefined }

/** Shows a record in a dialog; the focus is marked and scrolled to. */
export function showRecord(id: string, focus: Focus, desk: Desk): void {
  const body = h("div", { class: "record-body" }, waiting());
  const dialog = h("dialog", { class: "record", "aria-label": t("record") });
  const close = h("button", { type: "button", class: "close", onclick: () => dialog.close() }, t("close"));
  dialog.append(close, body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  const open = (mark: Mark): void => {
    dialog.close();
    desk.open({ id: mark.entity, type: mark.type, caption: mark.caption });
  };
  void load(body, id, focus, open);
}

async function load(body: HTMLElement, id: string, focus: Focus, open: (mark: Mark) => void): Promise<void> {
  try {
    const found = await record(id);
    const sharp = sharpened(found, focus);
    body.replaceChildren(head(found), ...found.fields.map((field) => showField(field, sharp, open)));
    body.querySelector("mark.focus")?.scrollIntoView({ block: "center" });
  } catch (error) {
    body.replaceChildren(trouble(error, () => void load(body, id, focus, open)));
  }
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

function showField(field: Field, focus: Focus, open: (mark: Mark) => void): HTMLElement {
  return h("div", { class: field.text.length > 120 ? "field long" : "field" }, h("h4", {}, field.name), h("p", { class: "text" }, ...marked(field, focus, open)));
}

/** The text cut at the marks; offsets count code points, as the extractors do. Of two that overlap the focus wins. */
function marked(field: Field, focus: Focus, open: (mark: Mark) => void): (string | HTMLElement)[] {
  const signs = Array.from(field.text);
  const text = (start: number, end: number): string => signs.slice(start, end).join("");
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  for (const mark of apart(field, focus)) {
    parts.push(text(at, mark.start), showMark(text(mark.start, mark.end), mark, isFocus(mark, field, focus), open));
    at = mark.end;
  }
  parts.push(text(at, signs.length));
  return parts;
}

function apart(field: Field, focus: Focus): Mark[] {
  const byWeight = [...field.marks].sort((a, b) => Number(isFocus(b, field, focus)) - Number(isFocus(a, field, focus)) || b.end - b.start - (a.end - a.start));
  const kept: Mark[] = [];
  for (const mark of byWeight) if (!kept.some((other) => mark.start < other.end && other.start < mark.end)) kept.push(mark);
  return kept.sort((a, b) => a.start - b.start);
}

function isFocus(mark: Mark, field: Field, focus: Focus): boolean {
  return mark.mention === focus.mention && (!focus.raw || reads(mark, field) === focus.raw);
}

function reads(mark: Mark, field: Field): string {
  return Array.from(field.text).slice(mark.start, mark.end).join("");
}

/** The focus without its words when no place of the mention reads like them: then all its places are meant. */
function sharpened(found: LocardRecord, focus: Focus): Focus {
  const exact = found.fields.some((field) => field.marks.some((mark) => isFocus(mark, field, focus)));
  return exact ? focus : { mention: focus.mention };
}

function showMark(text: string, mark: Mark, focused: boolean, open: (mark: Mark) => void): HTMLElement {
  const title = `${typeLabel(mark.type)}: ${mark.caption}`;
  const press = (event: KeyboardEvent): void => void (event.key === "Enter" && open(mark));
  const inner = mark.entity ? h("span", { role: "button", tabIndex: 0, title, onclick: () => open(mark), onkeydown: press }, text) : text;
  return h("mark", { class: focused ? "focus" : "", "data-type": mark.type, title }, inner);
}
