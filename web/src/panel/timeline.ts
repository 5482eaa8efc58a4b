/** The timeline of an entity in the panel. */

import { h } from "../dom.ts";
import { timeline } from "../questions/dated.ts";
import type { Desk } from "../state.ts";
import type { ChartNode, Timeline } from "../types.ts";
import { called, t } from "../words.ts";
import { listEntries, narrowForm, type Narrow } from "./entries.ts";
import { backTo } from "./parts.ts";

/** Fills the panel with what is dated of a node. */
export function showTimeline(panel: HTMLElement, node: ChartNode, desk: Desk, current: () => boolean): void {
  const place = h("div", { class: "entries-of", "aria-live": "polite" });
  let asked = 0;
  const ask = ({ interval, types }: Narrow): void => {
    const mine = ++asked;
    const page = (after: string): Promise<Timeline> => timeline(node.id, interval, types, after);
    void listEntries(place, { page, of: node, nothing: () => t("noEntries"), told }, desk, () => current() && mine === asked);
  };
  panel.replaceChildren(backTo(node, desk), h("h2", {}, `${t("timeline")}: ${called(node.type, node.caption)}`), narrowForm({ since: "", until: "" }, [], ask), place);
  ask({ interval: { since: "", until: "" }, types: [] });
}

/** What is not in the list. */
function told(found: Timeline): HTMLElement[] {
  const texts = [found.undated > 0 && t("undatedLinks", { count: found.undated }), found.read < found.mentions && t("readPartly", { shown: found.read, total: found.mentions })];
  return texts.filter(Boolean).map((text) => h("p", { class: "soft" }, String(text)));
}
