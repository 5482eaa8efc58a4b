/** Breaking the glass of a closed case; the page is marked while it lasts, and it can be ended before. */

import { labelled, openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { fillWith } from "./panel/parts.ts";
import { currentPurpose } from "./purpose.ts";
import { breakGlass, endGlass } from "./questions/acts.ts";
import type { Desk } from "./state.ts";
import type { Glass } from "./types.ts";
import { lang, t } from "./words.ts";

const MINUTES = [5, 15, 30, 60];
const TICK = 10_000;
let ticking = 0;

/** The bar that says what stands open; `whatStands` asks the server, whose clock counts. */
export interface GlassBar { bar: HTMLElement; ask(): void; refresh(): Promise<void> }

/** Makes the bar, hidden while nothing stands open. */
export function glassBar(desk: Desk, whatStands: () => Promise<Glass[]>): GlassBar {
  const bar = h("section", { class: "glass", "aria-label": t("glassBroken"), hidden: true });
  let standing: Glass[] = [];
  let asking = false;
  const show = (found: Glass[]): void => {
    standing = found;
    bar.hidden = !found.length;
    document.documentElement.classList.toggle("broken", found.length > 0);
    bar.replaceChildren(...found.map((one) => row(one, () => refresh())));
  };
  const refresh = async (): Promise<void> => {
    const before = standing.length;
    show(await whatStands());
    if (standing.length < before) await desk.forget();
  };
  const tick = (): void => {
    if (!asking && standing.some(({ until }) => Date.parse(until) <= Date.now())) {
      asking = true;
      void refresh().catch(() => undefined).finally(() => (asking = false));
    }
    bar.querySelectorAll<HTMLElement>("[data-until]").forEach((left) => (left.textContent = leftOf(left.dataset["until"] ?? "")));
  };
  clearInterval(ticking);
  ticking = window.setInterval(tick, TICK);
  return { bar, ask: () => askGlass(desk, refresh), refresh };
}

function row(one: Glass, refresh: () => Promise<void>): HTMLElement {
  const place = h("span", { "aria-live": "polite" });
  const end = (): void => void fillWith(place, async () => {
    await endGlass(one.case);
    await refresh();
    return [];
  });
  return h(
    "div",
    { class: "broken-one" },
    h("p", {}, h("b", {}, `${t("glassBroken")}: ${one.case}`), ` · ${t("glassUntil", { time: clock(one.until) })} `, h("span", { "data-until": one.until }, leftOf(one.until)), h("span", { class: "block" }, t("glassMarked"))),
    h("button", { type: "button", class: "end-glass", onclick: end }, t("glassEnd")),
    place,
  );
}

function clock(until: string): string {
  return new Date(until).toLocaleTimeString(lang(), { hour: "2-digit", minute: "2-digit" });
}

function leftOf(until: string): string {
  return t("glassLeft", { minutes: Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 60_000)) });
}

/** Asks for the case, the reason and how long. */
function askGlass(desk: Desk, refresh: () => Promise<void>): void {
  const ofCase = h("input", { name: "closed", required: true, maxLength: 200, autocomplete: "off", value: currentPurpose()?.case ?? "" });
  const reason = h("textarea", { name: "why", required: true, maxLength: 400, rows: 3 });
  const minutes = h("select", { name: "minutes" }, ...MINUTES.map((count) => h("option", { value: count, selected: count === 15 }, t("glassMinutes", { count }))));
  const place = h("div", { "aria-live": "polite" });
  const submit = (event: Event): void => {
    event.preventDefault();
    [ofCase, reason].forEach((field) => field.setCustomValidity(field.value.trim() ? "" : t("glassLacks")));
    if (!form.reportValidity()) return;
    void fillWith(place, async () => {
      const made = await breakGlass(ofCase.value.trim(), reason.value.trim(), Number(minutes.value));
      await refresh();
      close();
      desk.say(made.told ? t("glassTold", { who: made.told }) : t("glassToldNobody"));
      return [];
    });
  };
  const form = h(
    "form",
    { onsubmit: submit, oninput: () => [ofCase, reason].forEach((field) => field.setCustomValidity("")) },
    h("p", { class: "warn" }, t("glassWarn")),
    labelled(t("caseNumber"), ofCase),
    labelled(t("glassWhy"), reason),
    labelled(t("glassHowLong"), minutes),
    h("button", { type: "submit", class: "primary danger" }, t("glassBreak")),
  );
  const { close } = openDialog("break-glass", t("glassTitle"), form, place);
  reason.focus();
}
