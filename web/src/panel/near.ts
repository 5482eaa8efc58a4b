/** What happened, or who was, near a place or point at a time. */

import { h } from "../dom.ts";
import { labelled } from "../dayfield.ts";
import { near, type Around, type Interval } from "../questions/dated.ts";
import type { Desk } from "../state.ts";
import type { ChartNode, Near } from "../types.ts";
import { called, t } from "../words.ts";
import { listEntries, narrowForm, type Narrow } from "./entries.ts";
import { backTo, decimal, glyph } from "./parts.ts";

const RADIUS = 500;

const ALWAYS: Interval = { since: "", until: "" };

/** Fills the panel with a question about a place, or, without one, about a point on the map; of all times, or an interval. */
export function showNear(panel: HTMLElement, node: ChartNode | null, desk: Desk, current: () => boolean, start = ALWAYS): void {
  const place = h("div", { class: "entries-of", "aria-live": "polite" });
  const radius = h("input", { name: "radius", type: "number", min: 1, max: 100000, required: true, value: RADIUS });
  const point = ["latitude", "longitude"].map((name) => h("input", { name, inputMode: "decimal", required: true, autocomplete: "off" }));
  let asked = 0;
  const ask = ({ interval, types }: Narrow): void => {
    const around = aroundOf(node, point, Number(radius.value));
    if (!around) return;
    const mine = ++asked;
    const page = (after: string): Promise<Near> => near(around, interval, types, after);
    const nothing = (): string => t("noNear", { radius: radius.value });
    void listEntries(place, { page, of: null, nothing, told: (found) => told(found, desk) }, desk, () => current() && mine === asked);
  };
  const fields = [labelled(t("radius"), radius), ...(node ? [] : point.map((field) => labelled(t(field.name), field)))];
  const title = node ? `${t("near")}: ${called(node.type, node.caption)}` : t("near");
  point.forEach((field) => field.addEventListener("input", () => point.forEach((one) => one.setCustomValidity(""))));
  panel.replaceChildren(node ? backTo(node, desk) : "", h("h2", {}, title), narrowForm(start, fields, ask), place);
  if (node) ask({ interval: start, types: [] });
  else point[0]?.focus();
}

/** The place, or the point when it is one. */
function aroundOf(node: ChartNode | null, point: HTMLInputElement[], radius: number): Around | null {
  if (node) return { id: node.id, radius };
  const [latitude = NaN, longitude = NaN] = point.map((field) => decimal(field.value));
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude, radius };
  point[0]?.setCustomValidity(t("pointWrong"));
  point[0]?.reportValidity();
  return null;
}

/** Which places were looked at, how far each is, and what has no date. */
function told(found: Near, desk: Desk): HTMLElement[] {
  const rows = found.places.map(({ node, metres }) =>
    h("li", {}, h("button", { type: "button", class: "row", onclick: () => desk.open(node) }, glyph(node.type), h("span", {}, called(node.type, node.caption)), h("span", { class: "soft" }, t("metres", { metres: Math.round(metres) })))),
  );
  return [
    h("details", { class: "near-places" }, h("summary", {}, t("nearPlaces", { looked: found.looked, met: found.exact ? found.met : `${found.met}+` })), h("ul", {}, ...rows)),
    ...(found.undated > 0 ? [h("p", { class: "soft" }, t("undatedLinks", { count: found.undated }))] : []),
  ];
}
