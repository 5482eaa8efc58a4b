/** Erasing and reclassifying a record: what it touches is shown first, and it is done on that alone. */

import { labelled, reasonForm } from "../dialog.ts";
import { h } from "../dom.ts";
import { erase, reclassify, touches } from "../questions/acts.ts";
import { entity } from "../questions/reads.ts";
import type { Desk } from "../state.ts";
import { isNow } from "../times.ts";
import type { ErasureDone, LocardRecord, Touches } from "../types.ts";
import { t } from "../words.ts";
import { fillWith, moment, statementsOf } from "./parts.ts";
import { showRelying } from "./relying.ts";

const CHOICES = {
  domain: ["judicial", "administrative"],
  classification: ["public", "internal", "confidential", "secret"],
  handling: ["H0", "H1", "H2", "H3"],
} as const;

/** The buttons, and the place where they show what they would do; what is done takes the place of the record. */
export function actsOn(found: LocardRecord, body: HTMLElement, desk: Desk): HTMLElement | string {
  if (!isNow()) return "";
  const place = h("div", { class: "touching", "aria-live": "polite" });
  let asked = 0;
  const leave = (): void => place.replaceChildren();
  const done = (told: HTMLElement[]): void => body.replaceChildren(h("h2", {}, t("record")), ...told);
  const show = (ask: (made: Touches, again: () => void) => HTMLElement[]): void => {
    const mine = ++asked;
    const again = (): void => void fillWith(place, async () => {
      const made = await touches(found.id);
      return [...told(made), ...ask(made, again)];
    }, () => mine === asked);
    again();
  };
  const erasing = (): void => show((made, again) => eraseForm(found, made, place, { leave, done, again }, desk));
  const marking = (): void => show((made, again) => markForm(found, made, place, { leave, done, again }, desk));
  return h(
    "div",
    {},
    h("div", { class: "acts" }, h("button", { type: "button", class: "erase-one", onclick: erasing }, t("erase")), h("button", { type: "button", class: "reclassify-one", onclick: marking }, t("reclassify"))),
    place,
  );
}

/** What follows: leaving it, telling what was done, and showing anew what it touches. */
interface Next { leave(): void; done(told: HTMLElement[]): void; again(): void }

function told(made: Touches): HTMLElement[] {
  const rows = made.records.map(({ source, key, version, received }) => h("li", {}, `${source} ${key}${version ? ` · ${t("version")} ${version}` : ""} `, h("span", { class: "soft" }, `${t("received")} ${moment(received)}`)));
  const { mentions, links, decisions } = made;
  return [
    h("h3", {}, t("touchesTitle")),
    h("ul", { class: "touched" }, ...rows),
    h("p", {}, t("touchesCount", { records: rows.length, mentions, links, decisions })),
    showRelying(made.relying),
  ];
}

function eraseForm(found: LocardRecord, made: Touches, place: HTMLElement, next: Next, desk: Desk): HTMLElement[] {
  const go = (reason: string): void => void fillWith(place, async () => {
    const rest = await survivors(found, made, desk);
    const done = await erase(found.id, made.shown, reason);
    next.done(erased(done));
    await desk.forget();
    desk.bring(await Promise.all(rest.map((mention) => entity(mention))), []);
    return [];
  }, undefined, next.again);
  return [h("p", { class: "warn" }, t("eraseWarn")), reasonForm(t("eraseWhy"), t("eraseForGood"), go, next.leave)];
}

/** Of each entity on the chart that this record tells of a mention that stays: by it the entity is found again, under another id. */
async function survivors(found: LocardRecord, made: Touches, desk: Desk): Promise<string[]> {
  const going = new Set(made.records.map(({ id }) => id));
  const ids = new Set(found.fields.flatMap(({ marks }) => marks.map((mark) => mark.entity)).filter((id) => id && desk.isOnChart(id)));
  const cards = await Promise.all([...ids].map((id) => entity(id)));
  const staying = cards.map((card) => statementsOf(card).find(({ record }) => !going.has(record)));
  return staying.flatMap((statement) => (statement ? [statement.mention] : []));
}

function erased(done: ErasureDone): HTMLElement[] {
  const { records, mentions, decisions, unswept } = done;
  return [
    h("p", { class: "done", role: "status" }, t("eraseDone", { records, mentions, decisions })),
    ...(unswept.length ? [h("p", { class: "warn" }, t("eraseUnswept", { files: unswept.join(", ") }))] : []),
  ];
}

function markForm(found: LocardRecord, made: Touches, place: HTMLElement, next: Next, desk: Desk): HTMLElement[] {
  const selects = Object.entries(CHOICES).map(([name, values]) =>
    h("select", { name }, h("option", { value: "" }, t("asItWas")), ...values.map((value) => h("option", { value }, /^H\d$/.test(value) ? value : t(value)))),
  );
  const texts = ["unit", "compartment"].map((name) => h("input", { name, maxLength: 200, autocomplete: "off", placeholder: t("asItWas") }));
  const fields = [...selects, ...texts];
  const wrong = h("p", { class: "wrong", role: "alert" });
  const go = (reason: string): void => {
    const marking = Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value));
    wrong.textContent = Object.keys(marking).length ? "" : t("markingWrong");
    if (wrong.textContent) return;
    void fillWith(place, async () => {
      const count = await reclassify(found, marking, made.shown, reason);
      next.done([h("p", { class: "done", role: "status" }, t("reclassified", { count }))]);
      await desk.forget();
      return [];
    }, undefined, next.again);
  };
  return [h("div", { class: "narrow" }, ...fields.map((field) => labelled(t(field.name), field))), wrong, reasonForm(t("reclassifyWhy"), t("reclassify"), go, next.leave)];
}
