/** Why somebody looks: asked for before anything else, kept for this tab alone. */

import { h } from "./dom.ts";
import { t } from "./words.ts";

export interface Purpose { case: string; reason: string; domain: string }

const KEY = "locard.purpose";

/** The purpose of this session, if one was given. */
export function currentPurpose(): Purpose | null {
  const stored = sessionStorage.getItem(KEY);
  return stored ? (JSON.parse(stored) as Purpose) : null;
}

/** Asks for case number and reason; resolves when both are given. */
export function askPurpose(): Promise<Purpose> {
  const before = currentPurpose();
  return new Promise((resolve) => {
    const number = h("input", { name: "case", required: true, maxLength: 200, autocomplete: "off", value: before?.case ?? "" });
    const reason = h("textarea", { name: "reason", required: true, maxLength: 400, rows: 3, value: before?.reason ?? "" });
    const domain = h(
      "select",
      { name: "domain" },
      ...["judicial", "administrative"].map((name) => h("option", { value: name, selected: name === before?.domain }, t(name))),
    );
    const dialog = h("dialog", { class: "purpose", "aria-labelledby": "purpose-title" });
    const submit = (event: Event): void => {
      event.preventDefault();
      const purpose = { case: number.value.trim(), reason: reason.value.trim(), domain: domain.value };
      number.setCustomValidity(purpose.case ? "" : t("caseNumber"));
      reason.setCustomValidity(purpose.reason ? "" : t("reason"));
      if (!form.reportValidity()) return;
      sessionStorage.setItem(KEY, JSON.stringify(purpose));
      dialog.close();
      dialog.remove();
      resolve(purpose);
    };
    const form = h(
      "form",
      { onsubmit: submit, oninput: () => [number, reason].forEach((field) => field.setCustomValidity("")) },
      h("h1", { id: "purpose-title" }, t("purposeTitle")),
      h("p", {}, t("purposeWhy")),
      h("label", {}, h("span", {}, t("caseNumber")), number),
      h("label", {}, h("span", {}, t("reason")), reason),
      h("label", {}, h("span", {}, t("domain")), domain),
      h("button", { type: "submit", class: "primary" }, t("start")),
    );
    dialog.append(form);
    dialog.addEventListener("cancel", (event) => {
      if (!currentPurpose()) event.preventDefault();
      else dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
