/** Where nodes stand: forces for a fixed number of rounds, then room for each node and its caption; pinned ones stay. */

import forceAtlas2 from "graphology-layout-forceatlas2";

import type { ChartGraph } from "./model.ts";
import { loosen, spread } from "./spread.ts";

export type Places = Record<string, { x: number; y: number }>;

/** New places for all nodes, from where they stand now; the chart itself is not changed. */
export function arrange(graph: ChartGraph, fresh = false): Places {
  const copy = graph.copy();
  if (fresh) startOver(copy);
  if (copy.order < 2) return places(copy);
  copy.forEachNode((id, data) => copy.mergeNodeAttributes(id, { ...data, fixed: data.pinned && !fresh } as never));
  const large = copy.order > 400;
  forceAtlas2.assign(copy, {
    iterations: large ? 100 : 250,
    settings: { gravity: 0.4, scalingRatio: 60, slowDown: 4, barnesHutOptimize: large },
  });
  const boxes = copy.mapNodes((id, { x, y, pinned }) => ({ id, x, y, pinned: pinned && !fresh, weight: 1 + copy.degree(id) }));
  return Object.fromEntries(spread(loosen(boxes)).map(({ id, x, y }) => [id, { x, y }]));
}

function startOver(graph: ChartGraph): void {
  graph.nodes().forEach((id, index) => {
    const distance = 40 * Math.sqrt(index);
    graph.mergeNodeAttributes(id, { x: distance * Math.cos(index * 2.4), y: distance * Math.sin(index * 2.4), pinned: false });
  });
}

function places(graph: ChartGraph): Places {
  return Object.fromEntries(graph.mapNodes((id, { x, y }) => [id, { x, y }]));
}
