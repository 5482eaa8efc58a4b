/** The stream of passages: asked by plate, camera, place and time; hits are taken over into the chart. */

import { dayField, labelled } from "./dayfield.ts";
import { openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { Refused } from "./graphql.ts";
import { chip, decimal, fillWith, moment } from "./panel/parts.ts";
import { currentPurpose, decided } from "./purpose.ts";
import { passages, takeOver, type ToAsk } from "./questions/passages.ts";
import type { Desk } from "./state.ts";
import { times } from "./times.ts";
import type { PassageRead, Passages } from "./types.ts";
import { t } from "./words.ts";

/** A day or moment: the stream reads no year or month alone. */
const DAY = /^(\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?$/;
const COLUMNS = ["passageTime", "plate", "country", "camera", "direction", "lane", "confidence"];

/** Opens the form; with a plate it is asked at once. */
export function passagesDialog(desk: Desk, of = ""): void {
  const text = (name: string, more: Record<string, unknown> = {}): HTMLInputElement => h("input", { name, maxLength: 100, autocomplete: "off", spellcheck: false, ...more });
  const plate = text("plate", { value: of });
  const camera = text("camera");
  const misread = h("input", { type: "checkbox", name: "misread" });
  const point = ["latitude", "longitude", "km"].map((name) => text(name, { inputMode: "decimal" }));
  const [since, until] = [dayField("since", ""), dayField("until", "")];
  const fields = [plate, camera, ...point, since.input, until.input];
  const place = h("div", { class: "stream", "aria-live": "polite" });
  let asked = 0;
  const submit = (event?: Event): void => {
    event?.preventDefault();
    const value = (field: HTMLInputElement): string => field.value.trim();
    const [latitude = NaN, longitude = NaN, km = NaN] = point.map((field) => decimal(field.value));
    const placed = point.some((field) => value(field));
    const where = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && km > 0;
    point[0]?.setCustomValidity(placed && !where ? t("aroundWrong") : "");
    [since.input, until.input].forEach((input) => input.setCustomValidity(DAY.test(value(input)) ? "" : t("dayWrong")));
    const enough = value(plate) || value(camera) || placed || (value(since.input) && value(until.input));
    plate.setCustomValidity(enough ? "" : t("passageLacks"));
    if (!form.reportValidity()) return;
    const mine = ++asked;
    show(place, { plate: value(plate).replace(/[\s.-]/g, ""), misread: misread.checked, camera: value(camera), around: placed ? { latitude, longitude, km } : null, since: value(since.input), until: value(until.input) }, desk, () => mine === asked);
  };
  const form = h(
    "form",
    { onsubmit: submit, oninput: () => fields.forEach((field) => field.setCustomValidity("")) },
    h(
      "div",
      { class: "narrow three" },
      labelled(t("plate"), plate, t("plateHint")),
      labelled(t("camera"), camera),
      h("label", { class: "check" }, misread, t("misread")),
      ...point.map((field) => labelled(t(field.name), field)),
      labelled(t("since"), since.field),
      labelled(t("untilBefore"), until.field),
      h("button", { type: "submit", class: "primary" }, t("search")),
    ),
  );
  openDialog("passages", t("passagesTitle"), h("p", { class: "soft" }, t("passagesWhy")), form, place);
  plate.focus();
  if (of) submit();
}

function show(place: HTMLElement, asked: ToAsk, desk: Desk, current: () => boolean): void {
  void fillWith(place, async () => {
    try {
      const first = await passages(asked, "");
      return first.items.length ? listed(first, asked, desk) : [h("p", { class: "empty" }, t("noPassages", { since: first.since }))];
    } catch (error) {
      if (error instanceof Refused && error.code === "TooOld") return [tooOld(error, () => show(place, asked, desk, current))];
      throw error;
    }
  }, current);
}

/** The refusal in words, and where a decision would help the field for its number. */
function tooOld(error: Refused, again: () => void): HTMLElement {
  const since = /\d{4}-\d\d-\d\d/.exec(error.message)?.[0] ?? "";
  const purpose = currentPurpose();
  const helps = purpose?.domain === "judicial" && !purpose.decision;
  const why = helps ? "tooOldDecision" : purpose?.decision && purpose.domain === "judicial" ? "tooOldKept" : "tooOldJudicial";
  const number = h("input", { name: "decision", required: true, maxLength: 200, autocomplete: "off" });
  const submit = (event: Event): void => {
    event.preventDefault();
    number.setCustomValidity(number.value.trim() ? "" : t("decision"));
    if (!number.reportValidity()) return;
    decided(number.value.trim());
    again();
  };
  return h(
    "div",
    { class: "trouble", role: "alert", "data-code": error.code },
    h("p", {}, t("tooOld", { since })),
    h("p", {}, t(why)),
    helps && h("form", { class: "reason", onsubmit: submit, oninput: () => number.setCustomValidity("") }, labelled(t("decision"), number), h("button", { type: "submit", class: "primary" }, t("askAgain"))),
  );
}

/** The table with its next pages, and taking over what is ticked. */
function listed(first: Passages, asked: ToAsk, desk: Desk): HTMLElement[] {
  const body = h("tbody", {});
  const total = h("p", { class: "soft total" });
  const rest = h("div", {});
  const outcome = h("div", { class: "taken", "aria-live": "polite" });
  const take = h("button", { type: "button", class: "primary take" });
  const ticked = (): HTMLInputElement[] => [...body.querySelectorAll<HTMLInputElement>("input:checked")];
  const able = (): void => {
    take.disabled = !ticked().length;
    take.textContent = t("takeOver", { count: ticked().length });
  };
  const add = (page: Passages): (HTMLElement | string)[] => {
    body.append(...page.items.map(row));
    total.textContent = t("hits", { shown: body.rows.length, total: page.total });
    return page.end ? [h("button", { type: "button", class: "more-entries", onclick: () => next(page.end) }, t("expandMore"))] : [];
  };
  const next = (after: string): void => void fillWith(rest, async () => add(await passages(asked, after)));
  take.addEventListener("click", () => void fillWith(outcome, async () => {
    const rows = ticked();
    take.disabled = true;
    const things = await takeOver(rows.map(({ value }) => value)).finally(able);
    await desk.lookAt(times()); // what was on the chart may be one with what came, under another id
    desk.bring(things, []);
    rows.forEach((box) => {
      box.checked = false;
      box.closest("tr")?.querySelector(".state")?.replaceChildren(chip(t("inGraph")));
    });
    able();
    return [h("p", { class: "done", role: "status" }, t("takenOver", { count: rows.length, things: things.length }))];
  }));
  rest.replaceChildren(...add(first));
  able();
  const head = h("tr", {}, h("th", {}, h("span", { class: "unseen" }, t("choose"))), ...COLUMNS.map((name) => h("th", { scope: "col" }, t(name))), h("th", {}, h("span", { class: "unseen" }, t("inGraph"))));
  const table = h("table", { onchange: able }, h("caption", { class: "unseen" }, t("passagesTitle")), h("thead", {}, head), body);
  return [h("div", { class: "acts" }, total, take), outcome, h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("passagesTitle") }, table), rest, h("p", { class: "soft" }, t("passagesSince", { since: first.since }))];
}

function row(read: PassageRead): HTMLElement {
  const box = h("input", { type: "checkbox", value: read.id, "aria-label": `${t("choose")}: ${read.plate} ${moment(read.time)}` });
  // 1 is what stands where the camera told none
  const sure = read.confidence < 1 ? `${Math.round(read.confidence * 100)} %` : "–";
  const cells = [moment(read.time), h("b", {}, read.plate), read.country, read.camera, read.direction, read.lane, sure];
  return h("tr", {}, h("td", {}, box), ...cells.map((cell) => h("td", {}, cell)), h("td", { class: "state" }, read.record && chip(t("inGraph"))));
}
