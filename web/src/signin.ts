/** Signing in: asked for where the server knows nobody, once for all that waits for it. */

import { labelled } from "./dialog.ts";
import { h } from "./dom.ts";
import { providerLink } from "./provider.ts";
import { forgetPurpose, purposeHeaders } from "./purpose.ts";
import type { Glass } from "./types.ts";
import { t } from "./words.ts";

/** Who somebody is here; `open` where there are no accounts and nobody needs to sign in. */
export interface Me {
  user: string; function: string; cases: string[]; open: boolean; glass?: (Glass & { domain: string })[];
  /** What they may do for the purpose of this session, with a step-up or without, and with what they step up. */
  acts?: string[]; secondFactor?: boolean; provider?: boolean;
}

let waiting: Promise<void> | null = null;
let known: Me | null = null;

/** Who this is; asks for name and password first where the server does not know. */
export async function whoAmI(): Promise<Me> {
  for (;;) {
    const answer = await fetch("./me", { headers: purposeHeaders() });
    if (answer.ok) return (known = (await answer.json()) as Me);
    if (answer.status !== 401) throw new Error(t("signInFailed"));
    await signIn();
  }
}

/** Whether the policies permit an act for this purpose, as far as the page was told; what is refused is refused all the same. */
export function may(act: string): boolean {
  return known !== null && (known.open || (known.acts ?? []).includes(act));
}

/** Asks for name, password and code; resolves when the server lets them in. */
export function signIn(): Promise<void> {
  waiting ??= opened().finally(() => (waiting = null));
  return waiting;
}

/** Asks for proof that it is still them: a fresh code, or signing in again at the provider; false when it is not given. */
export function stepUp(): Promise<boolean> {
  const { provider = false, secondFactor = false } = known ?? {};
  return new Promise((resolve) => {
    const code = field("code", { inputMode: "numeric", autocomplete: "one-time-code", required: true });
    const send = (): Promise<boolean> => post("./session/step", { code: code.value });
    const byCode = secondFactor || !provider;
    const dialog = frame("stepup", t(byCode ? "freshCode" : "stepTitle"), send, byCode ? [labelled(t("code"), code)] : [], byCode ? t("go") : "");
    if (provider) dialog.querySelector("form")?.append(...atProvider(dialog, "./session/oidc/step", t("stepProvider"), t(byCode ? "signInStays" : "stepStays")));
    dialog.querySelector("form")?.append(h("button", { type: "button", onclick: () => dialog.close() }, t("cancel")));
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "done"));
  });
}

/** Ends the session and begins anew. */
export async function signOut(): Promise<void> {
  await fetch("./session", { method: "DELETE" });
  forgetPurpose();
  location.reload();
}

async function opened(): Promise<void> {
  const offers = (await (await fetch("./session")).json()) as { oidc: boolean };
  await new Promise<void>((resolve) => {
    const user = field("user", { autocomplete: "username", required: true });
    const password = field("password", { type: "password", autocomplete: "current-password", required: true });
    const code = field("code", { inputMode: "numeric", autocomplete: "one-time-code" });
    const send = async (): Promise<boolean> => post("./session", { user: user.value, password: password.value, code: code.value });
    const labels = [labelled(t("user"), user), labelled(t("password"), password), labelled(t("codeIfAny"), code)];
    const dialog = frame("signin", t("signInTitle"), send, labels, t("signIn"));
    // With nothing on the page yet there is nothing to keep: the page itself goes to the provider.
    if (offers.oidc) dialog.querySelector("form")?.append(...(known ? atProvider(dialog, "./session/oidc", t("signInProvider"), t("signInStays")) : [h("p", {}, h("a", { href: "./session/oidc" }, t("signInProvider")))]));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => resolve());
  });
  await refuseAnother();
}

/** What is on the page is of whoever was signed in before: somebody else begins with an empty one, and a reason of their own. */
async function refuseAnother(): Promise<void> {
  if (!known || known.open) return;
  const answer = await fetch("./me");
  if (!answer.ok || ((await answer.json()) as Me).user === known.user) return;
  forgetPurpose();
  location.reload();
  await new Promise(() => undefined);
}

/** The way over the provider, and what went wrong there. */
function atProvider(dialog: HTMLDialogElement, address: string, words: string, stays: string): HTMLElement[] {
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true }, t("providerRefused"));
  const { link, end } = providerLink(address, words, (how) => {
    wrong.hidden = how === "in";
    if (how === "in") dialog.close("done");
  });
  dialog.addEventListener("close", end);
  return [h("p", { class: "soft" }, stays), link, wrong];
}

function frame(name: string, title: string, send: () => Promise<boolean>, labels: HTMLElement[], verb: string): HTMLDialogElement {
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true }, t("signInFailed"));
  const dialog = h("dialog", { class: `purpose ${name}`, "aria-labelledby": `${name}-title` });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    wrong.hidden = true;
    if (await send()) dialog.close("done");
    else wrong.hidden = false;
  };
  dialog.append(h("form", { onsubmit: (event: Event) => void submit(event) }, h("h1", { id: `${name}-title` }, title), ...labels, wrong, verb && h("button", { type: "submit", class: "primary" }, verb)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function field(name: string, more: Record<string, string | boolean>): HTMLInputElement {
  return h("input", { name, maxLength: 200, ...more });
}

async function post(address: string, body: Record<string, string>): Promise<boolean> {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.ok;
}
