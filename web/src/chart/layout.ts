/** Where nodes stand: forces for a fixed number of rounds, then room between neighbours; pinned ones stay. */

import forceAtlas2 from "graphology-layout-forceatlas2";
import noverlap from "graphology-layout-noverlap";

import type { ChartGraph } from "./model.ts";

const SPREAD = 62;

type Place = { x: number; y: number };
export type Places = Record<string, Place>;

/** New places for all nodes, from where they stand now; the chart itself is not changed. */
export function arrange(graph: ChartGraph, fresh = false): Places {
  const copy = graph.copy();
  if (fresh) startOver(copy);
  if (copy.order < 2) return places(copy);
  copy.forEachNode((id, data) => copy.mergeNodeAttributes(id, { ...data, fixed: data.pinned && !fresh } as never));
  forceAtlas2.assign(copy, {
    iterations: copy.order > 400 ? 120 : 300,
    settings: { gravity: 0.5, scalingRatio: SPREAD, slowDown: 3, strongGravityMode: false, barnesHutOptimize: copy.order > 400 },
  });
  const free = places(copy);
  noverlap.assign(copy, { maxIterations: 120, settings: { margin: 26, ratio: 1.15, speed: 3 } });
  return keepPinned(graph, fresh, free, places(copy));
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

function keepPinned(graph: ChartGraph, fresh: boolean, before: Places, after: Places): Places {
  return Object.fromEntries(
    graph.mapNodes((id, data) => [id, (data.pinned && !fresh ? before[id] : after[id]) ?? { x: data.x, y: data.y }]),
  );
}
