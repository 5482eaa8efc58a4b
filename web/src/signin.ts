/** Signing in: asked for where the server knows nobody, once for all that waits for it. */

import { labelled } from "./dialog.ts";
import { h } from "./dom.ts";
import type { Glass } from "./types.ts";
import { t } from "./words.ts";

/** Who somebody is here; `open` where there are no accounts and nobody needs to sign in. */
export interface Me { user: string; function: string; cases: string[]; open: boolean; glass?: (Glass & { domain: string })[] }

let waiting: Promise<void> | null = null;

/** Who this is; asks for name and password first where the server does not know. */
export async function whoAmI(): Promise<Me> {
  for (;;) {
    const answer = await fetch("./me");
    if (answer.ok) return (await answer.json()) as Me;
    if (answer.status !== 401) throw new Error(t("signInFailed"));
    await signIn();
  }
}

/** Asks for name, password and code; resolves when the server lets them in. */
export function signIn(): Promise<void> {
  waiting ??= opened().finally(() => (waiting = null));
  return waiting;
}

/** Asks for a fresh code of the second factor; false when it is not given. */
export function stepUp(): Promise<boolean> {
  return new Promise((resolve) => {
    const code = field("code", { inputMode: "numeric", autocomplete: "one-time-code", required: true });
    const dialog = frame("stepup", t("freshCode"), async () => post("./session/step", { code: code.value }), [labelled(t("code"), code)], t("go"));
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "done"));
  });
}

/** Ends the session and begins anew. */
export async function signOut(): Promise<void> {
  await fetch("./session", { method: "DELETE" });
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
    if (offers.oidc) dialog.querySelector("form")?.append(h("p", {}, h("a", { href: "./session/oidc" }, t("signInProvider"))));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => resolve());
  });
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
  dialog.append(h("form", { onsubmit: (event: Event) => void submit(event) }, h("h1", { id: `${name}-title` }, title), ...labels, wrong, h("button", { type: "submit", class: "primary" }, verb)));
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
