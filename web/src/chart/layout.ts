/** Where nodes stand: forces for a fixed number of rounds, then room for each node and its caption; pinned ones stay. */

import forceAtlas2 from "graphology-layout-forceatlas2";

import type { ChartGraph } from "./model.ts";
import { loosen, spread } from "./spread.ts";

/** How strongly nodes push one another away. */
const REPULSION = 60;
/** Units that a chart reaches from its middle, for each root of its nodes. */
const REACH = 60;

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
    settings: { gravity: gravity(copy), scalingRatio: REPULSION, slowDown: 4, barnesHutOptimize: large },
  });
  const boxes = copy.mapNodes((id, { x, y, pinned }) => ({ id, x, y, pinned: pinned && !fresh, weight: 1 + copy.degree(id) }));
  return Object.fromEntries(spread(loosen(boxes)).map(({ id, x, y }) => [id, { x, y }]));
}

/** Holds what is not linked to the rest near it: so strong that it comes to stand where the chart ends. */
function gravity(graph: ChartGraph): number {
  const mass = 2 * graph.size + graph.order;
  return (REPULSION * mass) / (REACH * Math.sqrt(graph.order));
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
