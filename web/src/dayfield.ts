/** A field for a date or moment: typed, or chosen from the browser's calendar. */

import { h, svg } from "./dom.ts";
import { t } from "./words.ts";

export { labelled } from "./dialog.ts";

const CALENDAR = "M7 2h2v2h6V2h2v2h3v17H4V4h3ZM6 9v10h12V9ZM8 11h3v3H8Z";

/** The field and its input; a year or month alone may be typed too. */
export function dayField(name: string, value: string): { field: HTMLElement; input: HTMLInputElement } {
  const input = h("input", { name, value, maxLength: 30, autocomplete: "off", placeholder: "2026-05-17", spellcheck: false });
  const calendar = h("input", { type: "date", class: "calendar", tabIndex: -1, "aria-hidden": "true" });
  calendar.addEventListener("change", () => {
    input.value = calendar.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const pick = h("button", { type: "button", class: "pick", title: t("pickDay"), "aria-label": t("pickDay"), onclick: () => calendar.showPicker() });
  pick.append(svg(CALENDAR));
  return { field: h("span", { class: "day" }, input, calendar, pick), input };
}
