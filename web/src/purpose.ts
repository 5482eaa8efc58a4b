/** Why somebody looks: asked for before anything else, kept for this tab alone. */

import { labelled } from "./dialog.ts";
import { h } from "./dom.ts";
import { t } from "./words.ts";

/** `decision` is the number of the decision that opens older passages, where there is one. */
export interface Purpose { case: string; reason: string; domain: string; decision: string }

const KEY = "locard.purpose";
let shown: HTMLElement | null = null;

/** The purpose of this session, if one was given. */
export function currentPurpose(): Purpose | null {
  const stored = sessionStorage.getItem(KEY);
  return stored ? (JSON.parse(stored) as Purpose) : null;
}

/** Forgets it: the next one who signs in gives their own. */
export function forgetPurpose(): void {
  sessionStorage.removeItem(KEY);
}

/** The purpose as each question carries it; nothing where none was given. */
export function purposeHeaders(): Record<string, string> {
  const purpose = currentPurpose();
  if (!purpose) return {};
  return {
    ...(purpose.decision ? { "X-Locard-Decision": encodeURIComponent(purpose.decision) } : {}),
    "X-Locard-Case": encodeURIComponent(purpose.case),
    "X-Locard-Reason": encodeURIComponent(purpose.reason),
    "X-Locard-Domain": purpose.domain,
  };
}

/** A button that says the purpose, and asks for another; `other` is called when that is of another case or domain. */
export function purposeChip(other: () => void): HTMLElement {
  const change = async (): Promise<void> => {
    const before = currentPurpose();
    const now = await askPurpose();
    if (now.domain !== before?.domain || now.case !== before.case) other();
  };
  const chip = h("button", { type: "button", class: "purpose-chip", onclick: () => void change() });
  shown = chip;
  fillChip();
  return chip;
}

/** From now on every question is asked under this decision too. */
export function decided(decision: string): void {
  const purpose = currentPurpose();
  if (purpose) keep({ ...purpose, decision });
}

function keep(purpose: Purpose): void {
  sessionStorage.setItem(KEY, JSON.stringify(purpose));
  fillChip();
}

function fillChip(): void {
  const purpose = currentPurpose();
  if (!purpose || !shown) return;
  const told = [purpose.reason, purpose.decision].filter(Boolean).join(" · ");
  shown.title = `${t("changePurpose")} (${purpose.case}: ${told})`;
  shown.replaceChildren(h("b", {}, purpose.case), h("span", {}, told));
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
    const decision = h("input", { name: "decision", maxLength: 200, autocomplete: "off", value: before?.decision ?? "" });
    const dialog = h("dialog", { class: "purpose", "aria-labelledby": "purpose-title" });
    const submit = (event: Event): void => {
      event.preventDefault();
      const purpose = { case: number.value.trim(), reason: reason.value.trim(), domain: domain.value, decision: decision.value.trim() };
      number.setCustomValidity(purpose.case ? "" : t("caseNumber"));
      reason.setCustomValidity(purpose.reason ? "" : t("reason"));
      if (!form.reportValidity()) return;
      keep(purpose);
      dialog.close();
      dialog.remove();
      resolve(purpose);
    };
    const form = h(
      "form",
      { onsubmit: submit, oninput: () => [number, reason].forEach((field) => field.setCustomValidity("")) },
      h("h1", { id: "purpose-title" }, t("purposeTitle")),
      h("p", {}, t("purposeWhy")),
      labelled(t("caseNumber"), number),
      labelled(t("reason"), reason),
      labelled(t("domain"), domain),
      labelled(t("decision"), decision, t("decisionHint")),
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
