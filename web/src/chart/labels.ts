/** Draws what stands on a node: its picture, its caption below or above, "N of M", and rings for what is chosen. */

import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";

import { t } from "../words.ts";
import { lookOf, paper, type Paper } from "./palette.ts";

type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color"> & {
  kind?: string; shown?: number; total?: number; chosen?: boolean; picked?: boolean; marked?: boolean; side?: string;
};
export interface Disc { x: number; y: number; size: number }
interface Box { left: number; right: number; top: number; bottom: number }

const LONGEST = 26;
const pictures = new Map<string, Path2D>();
let taken: Box[] | null = null;
let nodesOnScreen: () => Disc[] = () => [];
let colours: Paper | null = null;

/** Begins a frame: a caption that would lie on a node or on another caption will be left out. */
export function newFrame(nodes: () => Disc[]): void {
  taken = null;
  nodesOnScreen = nodes;
}

/** The room that is taken; the nodes are measured when the first caption is drawn, after the camera has moved. */
function takenRoom(): Box[] {
  return (taken ??= nodesOnScreen().map(({ x, y, size }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size })));
}

/** Reads the colours of the page again, after its theme changed. */
export function newTheme(): void {
  colours = paper();
}

/** Draws one node's picture and caption. */
export function drawNode(context: CanvasRenderingContext2D, data: Drawn, settings: Settings): void {
  const ink = (colours ??= paper());
  if (data.chosen || data.picked) ring(context, data, ink);
  picture(context, data);
  if (data.marked) badge(context, data, 1, "✓", ink.accent, ink.paper);
  const sides = { left: "1", right: "2", both: "1+2" }[data.side ?? ""];
  if (sides) badge(context, data, -1, sides, ink.ink, ink.paper);
  caption(context, data, settings, ink, Boolean(data.chosen));
}

/** Draws a node under the pointer: always with its whole caption. */
export function drawHover(context: CanvasRenderingContext2D, data: Drawn, settings: Settings): void {
  const ink = (colours ??= paper());
  ring(context, data, ink);
  caption(context, data, settings, ink, true);
}

function ring(context: CanvasRenderingContext2D, data: Drawn, ink: Paper): void {
  context.beginPath();
  context.arc(data.x, data.y, data.size * 1.32 + 3, 0, Math.PI * 2);
  context.strokeStyle = ink.accent;
  context.lineWidth = 3;
  context.setLineDash(data.picked ? [4, 4] : []);
  context.stroke();
  context.setLineDash([]);
}

/** A sign in a small frame above a node: at its right what the user marked, at its left on which chart it stands. */
function badge(context: CanvasRenderingContext2D, data: Drawn, where: 1 | -1, sign: string, fill: string, ink: string): void {
  const [x, y] = [data.x + where * data.size * 0.95, data.y - data.size * 0.95];
  context.font = "700 10px system-ui, sans-serif";
  const half = Math.max(8, context.measureText(sign).width / 2 + 4);
  context.beginPath();
  context.roundRect(x - half, y - 8, 2 * half, 16, 8);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = ink;
  context.stroke();
  context.fillStyle = ink;
  context.textAlign = "center";
  context.fillText(sign, x, y + 3.5);
  context.textAlign = "start";
}

function picture(context: CanvasRenderingContext2D, data: Drawn): void {
  const look = lookOf(data.kind ?? "");
  const path = pictures.get(look.icon) ?? new Path2D(look.icon);
  pictures.set(look.icon, path);
  const scale = (data.size * 1.2) / 24;
  context.save();
  context.translate(data.x - 12 * scale, data.y - 12 * scale + data.size * (look.lift ?? 0));
  context.scale(scale, scale);
  context.fillStyle = "#fff";
  context.fill(path, "evenodd");
  context.restore();
}

function caption(context: CanvasRenderingContext2D, data: Drawn, settings: Settings, ink: Paper, whole: boolean): void {
  const rest = (data.total ?? -1) > (data.shown ?? 0) ? t("ofShown", { shown: data.shown ?? 0, total: data.total ?? 0 }) : "";
  const text = shorten(data.label ?? "", whole ? 80 : LONGEST);
  context.font = `${data.chosen ? 600 : 500} ${settings.labelSize}px ${settings.labelFont}`;
  const width = Math.max(context.measureText(text).width, context.measureText(rest).width);
  const height = settings.labelSize * (rest ? 2.3 : 1.15);
  const below = data.y + data.size * 1.2 + 3;
  const above = data.y - data.size * 1.2 - 3 - height;
  const boxes = [below, above].map((top) => ({ left: data.x - width / 2, right: data.x + width / 2, top, bottom: top + height }));
  const room = takenRoom();
  const box = boxes.find((free) => !room.some((other) => overlaps(other, free))) ?? (whole ? boxes[0] : undefined);
  if (!box) return;
  room.push(box);
  const { top } = box;
  context.textAlign = "center";
  line(context, text, data.x, top + settings.labelSize * 0.9, ink.ink, ink.paper);
  if (rest) line(context, rest, data.x, top + settings.labelSize * 2.05, ink.accent, ink.paper);
  context.textAlign = "start";
}

function line(context: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, halo: string): void {
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
