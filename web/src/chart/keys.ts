/** The node that an arrow key leads to: the nearest one in that direction. */

import type { ChartGraph } from "./model.ts";

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
};

/** The id of the nearest node in the direction of a key, or null when there is none. */
export function nextNode(graph: ChartGraph, from: string | null, key: string): string | null {
  const direction = DIRECTIONS[key];
  if (!direction || !graph.order) return null;
  if (!from || !graph.hasNode(from)) return graph.nodes()[0] ?? null;
  const here = graph.getNodeAttributes(from);
  let best: string | null = null;
  let least = Infinity;
  graph.forEachNode((id, { x, y }) => {
    const ahead = (x - here.x) * direction[0] + (y - here.y) * direction[1];
    if (id === from || ahead <= 0) return;
    const aside = Math.abs((x - here.x) * direction[1]) + Math.abs((y - here.y) * direction[0]);
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  });
  return best;
}
