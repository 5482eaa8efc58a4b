/** The chart at another time: what of it was there then, and the links of then. */

import { compare } from "../questions/dated.ts";
import type { Link } from "../types.ts";
import { addLink, addNode, type Absent, type ChartGraph } from "./model.ts";

const AT_ONCE = 500;

/** What of a chart is there at the time that the page tells of. */
export interface Then { there: Map<string, string>; links: Link[]; exact: boolean }

/** Asks what of these is there now; `exact` is false where not all links between them were looked at. */
export async function lookAgain(ids: string[]): Promise<Then> {
  const found: Then = { there: new Map(), links: [], exact: ids.length <= AT_ONCE };
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    const { both, exact } = await compare({ ids: some }, { ids: some });
    both.nodes.forEach(({ id, caption }) => found.there.set(id, caption));
    found.links.push(...both.links);
    found.exact &&= exact;
  }
  return found;
}

/** All that belongs to a chart, also what is absent at the time that it tells of. */
export function belonging(graph: ChartGraph): Absent[] {
  const drawn = graph.mapNodes((id, { kind, caption, x, y }) => ({ id, type: kind, caption, x, y }));
  return [...drawn, ...graph.getAttribute("absent").filter(({ id }) => !graph.hasNode(id))];
}

/** Leaves on the chart what is there, with the links and captions of that time; returns how many are absent. */
export function redraw(graph: ChartGraph, then: Then): number {
  const all = belonging(graph);
  const absent = all.filter(({ id }) => !then.there.has(id));
  absent.forEach(({ id }) => graph.hasNode(id) && graph.dropNode(id));
  graph.setAttribute("absent", absent);
  graph.clearEdges();
  for (const node of all.filter(({ id }) => then.there.has(id))) {
    addNode(graph, node, node);
    graph.mergeNodeAttributes(node.id, { caption: then.there.get(node.id) ?? "", shown: 0, total: -1, end: "", pages: {} });
  }
  then.links.forEach((link) => addLink(graph, link));
  return absent.length;
}
