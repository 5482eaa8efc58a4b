/** Draws the words on a line, along it and never upside down. */

import type { Settings } from "sigma/settings";
import type { EdgeDisplayData, NodeDisplayData, PartialButFor } from "sigma/types";

import { paper } from "./palette.ts";
import { BOW } from "./strokes.ts";

type Line = PartialButFor<EdgeDisplayData, "label" | "color" | "size">;
type End = PartialButFor<NodeDisplayData, "x" | "y" | "size">;

/** One line's words, left out when there is no room for them between the nodes. */
export function drawEdgeLabel(context: CanvasRenderingContext2D, edge: Line, source: End, target: End, settings: Settings): void {
  const text = edge.label;
  if (!text) return;
  context.font = `500 ${settings.edgeLabelSize}px ${settings.edgeLabelFont}`;
  const room = Math.hypot(target.x - source.x, target.y - source.y) - source.size - target.size - 14;
  if (context.measureText(text).width > room) return;
  const flip = target.x < source.x ? Math.PI : 0;
  const colours = paper();
  context.save();
  const { x, y } = middle(source, target, edge["stroke"] === "dashed");
  context.translate(x, y);
  context.rotate(Math.atan2(target.y - source.y, target.x - source.x) + flip);
  context.textAlign = "center";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colours.paper;
  context.strokeText(text, 0, -5);
  context.fillStyle = colours.soft;
  context.fillText(text, 0, -5);
  context.restore();
}

/** Half-way along a line; a suggestion is bent to its left. */
function middle(source: End, target: End, bent: boolean): { x: number; y: number } {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const bow = bent ? (Math.min(BOW, 0.3 * length) + 9) / length : 0;
  return { x: (source.x + target.x) / 2 + dy * bow, y: (source.y + target.y) / 2 - dx * bow };
}
