/** What people made of something that is about to change. */

import { h } from "../dom.ts";
import type { RelyingOn } from "../types.ts";
import { t } from "../words.ts";
import { chip, moment } from "./parts.ts";

/** The charts, exports and alerts that hold it. */
export function showRelying(relying: RelyingOn[]): HTMLElement {
  if (!relying.length) return h("p", { class: "soft" }, t("noneRelies"));
  const rows = relying.map(({ kind, name, author, at }) => h("li", {}, chip(t(`flag_${kind}`)), ` ${name} `, h("span", { class: "soft" }, t("savedBy", { author, at: moment(at) }))));
  return h("div", { class: "relying" }, h("p", {}, t("relies")), h("ul", {}, ...rows));
}
