/** The choice of a time, and the bar that says which time the page tells of. */

import { dayField, labelled } from "./dayfield.ts";
import { openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import type { Desk } from "./state.ts";
import { isNow, MOMENT, times, told } from "./times.ts";
import { t } from "./words.ts";

/** Asks for both times, each empty for now. */
export function chooseTime(desk: Desk): void {
  const [asOf, knownAt] = [dayField("asOf", times().asOf), dayField("knownAt", times().knownAt)];
  const error = h("p", { class: "wrong", role: "alert" });
  const fields = [asOf.input, knownAt.input];
  const go = async (wanted: { asOf: string; knownAt: string }): Promise<void> => {
    error.textContent = t("loading");
    try {
      await desk.lookAt(wanted);
      close();
    } catch (refused) {
      error.textContent = refused instanceof Error ? refused.message : String(refused);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    fields.forEach((input) => input.setCustomValidity(MOMENT.test(input.value.trim()) ? "" : t("timeWrong")));
    if (form.reportValidity()) void go({ asOf: asOf.input.value.trim(), knownAt: knownAt.input.value.trim() });
  };
  const form = h(
    "form",
    { onsubmit: submit, oninput: () => fields.forEach((input) => input.setCustomValidity("")) },
    h("p", {}, t("timeWhy")),
    labelled(t("asOf"), asOf.field, t("asOfHint")),
    labelled(t("knownAt"), knownAt.field, t("knownAtHint")),
    h("p", { class: "soft" }, t("timeNote")),
    error,
    h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, t("show")), h("button", { type: "button", disabled: isNow(), onclick: () => void go({ asOf: "", knownAt: "" }) }, t("timeBack"))),
  );
  const { close } = openDialog("time", t("timeTitle"), form);
  asOf.input.focus();
}

/** Says above the chart that it is not of now; hidden when it is. */
export function timeBar(desk: Desk): { bar: HTMLElement; refresh(): void } {
  const bar = h("div", { class: "then", role: "status", hidden: true });
  const refresh = (): void => {
    bar.hidden = isNow();
    document.documentElement.classList.toggle("at-then", !isNow());
    const back = (): void => void desk.lookAt({ asOf: "", knownAt: "" }).catch(() => undefined);
    bar.replaceChildren(
      h("p", {}, h("b", {}, told()), h("span", { class: "soft block" }, t("timeNote"))),
      h("button", { type: "button", onclick: () => chooseTime(desk) }, t("time")),
      h("button", { type: "button", class: "primary", onclick: back }, t("timeBack")),
    );
  };
  refresh();
  return { bar, refresh };
}
