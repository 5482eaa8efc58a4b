/** What keys on the chart mean, and the node that an arrow key leads to. */

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

/** What a key can do; null where there is nothing that it could be done to. */
export interface Acts {
  undo(): void; redo(): void; step(key: string): void; stop(): void; fit(): void; zoom(factor: number): void;
  enter: (() => void) | null; mark: (() => void) | null; line: (() => void) | null; hide: (() => void) | null;
}

/** Does what a key stands for; true when it means something. */
export function press(event: KeyboardEvent, acts: Acts): boolean {
  const key = event.key;
  const command = event.ctrlKey || event.metaKey;
  const act = command ? commands(event, acts) : key.startsWith("Arrow") ? () => acts.step(key) : plain(key, acts);
  act?.();
  return Boolean(act);
}

function commands(event: KeyboardEvent, acts: Acts): (() => void) | null {
  const key = event.key.toLowerCase();
  if (key === "z") return () => (event.shiftKey ? acts.redo() : acts.undo());
  return key === "y" ? () => acts.redo() : null;
}

function plain(key: string, acts: Acts): (() => void) | null {
  switch (key) {
    case "Enter": return acts.enter;
    case " ": return acts.mark;
    case "l": return acts.line;
    case "Delete": case "Backspace": return acts.hide;
    case "Escape": return () => acts.stop();
    case "f": return () => acts.fit();
    case "+": case "=": return () => acts.zoom(0.7);
    case "-": return () => acts.zoom(1.4);
    default: return null;
  }
}
