/** A field's text with its marks, and what found them; offsets count code points, as the extractors do. */

import { h } from "../dom.ts";
import type { Field, Mark, Term } from "../types.ts";
import { t, typeLabel } from "../words.ts";

/** What is asked for: a mention, and of its places those that read like `raw` where there are any. */
export interface Focus { mention?: string | undefined; raw?: string | undefined }

export type Open = (mark: Mark) => void;

/** The text cut at the marks, each known word under its gloss. Of two marks that overlap the focus wins. */
export function marked(field: Field, focus: Focus, open: Open, terms: Term[] = []): (string | HTMLElement)[] {
  const signs = Array.from(field.text);
  const text = (start: number, end: number): (string | HTMLElement)[] => glossed(signs, start, end, terms);
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  for (const mark of apart(field, focus)) {
    parts.push(...text(at, mark.start), showMark(text(mark.start, mark.end), mark, isFocus(mark, field, focus), open));
    at = mark.end;
  }
  parts.push(...text(at, signs.length));
  return parts;
}

/** A stretch of the text with its glosses; a term that reaches over a mark's edge is shown where it begins. */
function glossed(signs: string[], start: number, end: number, terms: Term[]): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let at = start;
  for (const term of terms.filter((term) => term.start >= start && term.start < end)) {
    const last = Math.min(term.end, end);
    parts.push(signs.slice(at, term.start).join(""), h("ruby", {}, signs.slice(term.start, last).join(""), h("rt", {}, term.gloss)));
    at = last;
  }
  parts.push(signs.slice(at, end).join(""));
  return parts;
}

/** The focus without its words when no place of the mention reads like them: then all its places are meant. */
export function sharpened(fields: Field[], focus: Focus): Focus {
  const exact = fields.some((field) => field.marks.some((mark) => isFocus(mark, field, focus)));
  return exact ? focus : { mention: focus.mention };
}

/** What found the marks of a text: each finder with the words that it found. */
export function finders(field: Field): HTMLElement | string {
  const signs = Array.from(field.text);
  const found = new Map<string, string[]>();
  for (const mark of [...field.marks].sort((a, b) => a.start - b.start)) {
    if (mark.foundBy) found.set(mark.foundBy, [...(found.get(mark.foundBy) ?? []), signs.slice(mark.start, mark.end).join("")]);
  }
  if (!found.size) return "";
  const count = [...found.values()].reduce((sum, words) => sum + words.length, 0);
  return h(
    "details",
    { class: "finders" },
    h("summary", {}, `${t("foundBy")} … (${count === 1 ? t("place") : t("places", { count })})`),
    h("ul", {}, ...[...found].map(([by, words]) => h("li", {}, h("b", {}, [...new Set(words)].join(", ")), h("span", { class: "soft" }, ` ${t("foundBy")}: ${by}`)))),
  );
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

function showMark(text: (string | HTMLElement)[], mark: Mark, focused: boolean, open: Open): HTMLElement {
  const about = [`${typeLabel(mark.type)}: ${mark.caption}`, mark.foundBy && `${t("foundBy")}: ${mark.foundBy}`, mark.page && `${t("page")} ${mark.page}`];
  const title = about.filter(Boolean).join(" · ");
  const press = (event: KeyboardEvent): void => void ((event.key === "Enter" || event.key === " ") && (event.preventDefault(), open(mark)));
  const inner = mark.entity ? [h("span", { role: "button", tabIndex: 0, title, onclick: () => open(mark), onkeydown: press }, ...text)] : text;
  return h("mark", { class: focused ? "focus" : "", "data-type": mark.type, title }, ...inner);
}
