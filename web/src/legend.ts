/** What shapes, colours and lines mean; only what is on the chart. */

import type { ChartGraph } from "./chart/model.ts";
import type { Stroke } from "./chart/palette.ts";
import { h } from "./dom.ts";
import { glyph } from "./panel/parts.ts";
import { t, typeNames, typePlural } from "./words.ts";

const MEANING: [Stroke, string][] = [["solid", "asserted"], ["dotted", "alleged"], ["crossed", "denied"], ["dashed", "suggested"]];

/** Fills the legend from the chart. */
export function showLegend(place: HTMLElement, graph: ChartGraph): void {
  const kinds = new Map<string, number>();
  graph.forEachNode((_, { kind }) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
  const types = typeNames().filter((name) => kinds.has(name));
  place.hidden = graph.order === 0;
  place.replaceChildren(
    h("summary", {}, t("legend"), h("span", { class: "soft" }, ` ${t("nodes", { nodes: graph.order, links: graph.size })}`)),
    h("ul", {}, ...types.map((name) => h("li", {}, glyph(name), `${typePlural(name)} (${kinds.get(name)})`))),
    h("ul", {}, ...MEANING.map(([stroke, word]) => h("li", {}, h("span", { class: `stroke ${stroke}` }), t(word)))),
  );
}
