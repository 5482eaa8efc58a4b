/** Dialogs: one frame for all, closed by its button, Escape or a click beside it. */

import { h } from "./dom.ts";
import { t } from "./words.ts";

export interface Dialog { body: HTMLElement; close(): void }

/** Opens a dialog with a title; what `body` is filled with can change while it is open. */
export function openDialog(name: string, title: string, ...content: (HTMLElement | string)[]): Dialog {
  const body = h("div", { class: "dialog-body" }, ...content);
  const dialog = h("dialog", { class: `box ${name}`, "aria-labelledby": `${name}-title` });
  const close = (): void => dialog.close();
  dialog.append(h("button", { type: "button", class: "close", onclick: close }, t("close")), h("h1", { id: `${name}-title` }, title), body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return { body, close };
}

/** Asks for a reason in a line below what it is asked for; the answer is trimmed and never empty. */
export function reasonForm(question: string, verb: string, done: (reason: string) => void, leave: () => void): HTMLElement {
  const reason = h("input", { name: "why", required: true, maxLength: 400, autocomplete: "off" });
  const submit = (event: Event): void => {
    event.preventDefault();
    reason.setCustomValidity(reason.value.trim() ? "" : question);
    if (form.reportValidity()) done(reason.value.trim());
  };
  const form = h(
    "form",
    { class: "reason", onsubmit: submit, oninput: () => reason.setCustomValidity("") },
    h("label", {}, h("span", {}, question), reason),
    h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, verb), h("button", { type: "button", onclick: leave }, t("cancel"))),
  );
  setTimeout(() => reason.focus());
  return form;
}

/** A labelled field. */
export function labelled(label: string, field: HTMLElement, hint = ""): HTMLElement {
  return h("label", { class: "labelled" }, h("span", {}, label), field, hint && h("small", { class: "soft" }, hint));
}
