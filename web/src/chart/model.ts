/** What is on the chart: nodes, and one line for each pair however many links it stands for. */

import Graph from "graphology";

import type { ChartNode, Comparison, Link, Neighbours, Path, SavedNote, Suggestion } from "../types.ts";
import { isSymmetric } from "../words.ts";
import type { Stroke } from "./palette.ts";

/** Radius of a node in pixels at the first zoom. */
export const RADIUS = 15;

export interface NodeData {
  kind: string; caption: string; x: number; y: number; size: number; pinned: boolean;
  shown: number; total: number; end: string;
  /** Pages of one kind of neighbours that were brought in: by type of link and thing. */
  pages: Record<string, Page>;
  side: Side;
}
export interface Page { shown: number; total: number; end: string }
/** Of two charts side by side: on which a node stands; "" where there is one chart alone. */
export type Side = "" | "left" | "right" | "both";
export interface LineData { links: Link[]; stroke: Stroke; toTarget: boolean; toSource: boolean; suggestion: Suggestion | null }
/** What belongs to the chart as a whole: which saved one it is, its times, what is absent at them, its notes, and the names of two that are compared. */
export interface ChartData { chart: string; asOf: string; knownAt: string; absent: Absent[]; notes: SavedNote[]; names: string[] }
export interface Absent extends ChartNode { x: number; y: number }
export type ChartGraph = Graph<NodeData, LineData, ChartData>;

/** An empty chart. */
export function emptyChart(): ChartGraph {
  const graph = new Graph<NodeData, LineData, ChartData>({ type: "undirected", multi: false });
  graph.replaceAttributes(blank());
  return graph;
}

/** What an empty chart has: no notes, and the time that is now. */
export function blank(): ChartData {
  return { chart: "", asOf: "", knownAt: "", absent: [], notes: [], names: [] };
}

/** Puts a node on the chart at a place, near another, or in the middle; returns true when it is new. */
export function addNode(graph: ChartGraph, node: ChartNode, near?: string | { x: number; y: number }): boolean {
  if (graph.hasNode(node.id)) return false;
  const { x, y } = typeof near === "object" ? near : placeNear(graph, near);
  graph.addNode(node.id, {
    kind: node.type, caption: node.caption, x, y, size: RADIUS, pinned: false, shown: 0, total: -1, end: "", pages: {}, side: "",
  });
  return true;
}

/** Sunflower places around the parent: the same order of arrival gives the same picture. */
function placeNear(graph: ChartGraph, near?: string): { x: number; y: number } {
  const index = graph.order;
  if (!near || !graph.hasNode(near)) return { x: index ? 160 * Math.cos(index * 2.4) : 0, y: index ? 160 * Math.sin(index * 2.4) : 0 };
  const { x, y } = graph.getNodeAttributes(near);
  const distance = 90 + 6 * Math.sqrt(index);
  return { x: x + distance * Math.cos(index * 2.4), y: y + distance * Math.sin(index * 2.4) };
}

/** Puts a link on the chart; both ends must be there. */
export function addLink(graph: ChartGraph, link: Link): void {
  if (!graph.hasNode(link.from) || !graph.hasNode(link.to) || link.from === link.to) return;
  const edge = lineBetween(graph, link.from, link.to);
  const links = graph.getEdgeAttribute(edge, "links").filter((known) => known.id !== link.id);
  graph.setEdgeAttribute(edge, "links", [...links, link]);
  restyle(graph, edge);
}

/** Puts a suggestion on the chart as a dashed line, with the paths that it rests on. */
export function addSuggestion(graph: ChartGraph, suggestion: Suggestion): void {
  const near = graph.hasNode(suggestion.a.id) ? suggestion.a.id : suggestion.b.id;
  addNode(graph, suggestion.a, near);
  addNode(graph, suggestion.b, near);
  suggestion.evidence.forEach(({ path }) => path && addPath(graph, path));
  const edge = lineBetween(graph, suggestion.a.id, suggestion.b.id);
  graph.setEdgeAttribute(edge, "suggestion", suggestion);
  restyle(graph, edge);
}

/** Puts a path on the chart. */
export function addPath(graph: ChartGraph, path: Path): void {
  path.nodes.forEach((node, index) => addNode(graph, node, path.nodes[index - 1]?.id));
  path.steps.forEach((step) => step.links.forEach((link) => addLink(graph, link)));
}

/** Puts a page of neighbours on the chart in sectors, as they come by type, and remembers how many there are. */
export function addNeighbours(graph: ChartGraph, id: string, page: Neighbours, kind: string): void {
  const { x, y } = graph.getNodeAttributes(id);
  const rings = Math.ceil(page.items.length / 22);
  page.items.forEach(({ node, link }, index) => {
    const angle = (2 * Math.PI * index) / page.items.length;
    const distance = 110 + 70 * (index % rings);
    addNode(graph, node, { x: x + distance * Math.cos(angle), y: y - distance * Math.sin(angle) });
    addLink(graph, link);
  });
  const before = pageOf(graph, id, kind).shown;
  const now = { shown: before + page.items.length, total: page.total, end: page.end };
  if (kind) graph.updateNodeAttribute(id, "pages", (pages) => ({ ...pages, [kind]: now }));
  else graph.mergeNodeAttributes(id, now);
}

/** How many neighbours of one kind ("" for all) were brought in, of how many (-1: never asked). */
export function pageOf(graph: ChartGraph, id: string, kind: string): Page {
  const { shown, total, end, pages } = graph.getNodeAttributes(id);
  return kind ? (pages[kind] ?? { shown: 0, total: -1, end: "" }) : { shown, total, end };
}

/** The name under which pages of one kind of neighbours are kept; "" for all kinds together. */
export function kindOf(linkType: string, type: string): string {
  return linkType || type ? `${linkType} ${type}` : "";
}

/** Puts two compared charts on an empty one: each node says on which it stands. */
export function addComparison(graph: ChartGraph, made: Comparison, names: string[], at: Map<string, { x: number; y: number }>): void {
  graph.setAttribute("names", names);
  for (const side of ["both", "left", "right"] as const) {
    for (const node of made[side].nodes) {
      addNode(graph, node, at.get(node.id));
      graph.setNodeAttribute(node.id, "side", side);
    }
  }
  for (const link of [...made.both.links, ...made.left.links, ...made.right.links, ...made.joining]) addLink(graph, link);
}

function lineBetween(graph: ChartGraph, a: string, b: string): string {
  const known = graph.edge(a, b);
  if (known) return known;
  return graph.addEdge(a, b, { links: [], stroke: "solid", toTarget: false, toSource: false, suggestion: null });
}

function restyle(graph: ChartGraph, edge: string): void {
  const { links, suggestion } = graph.getEdgeAttributes(edge);
  const target = graph.target(edge);
  const directed = links.filter((link) => !isSymmetric(link.type));
  graph.mergeEdgeAttributes(edge, {
    stroke: strokeOf(links, suggestion),
    toTarget: directed.some((link) => link.to === target),
    toSource: directed.some((link) => link.from === target),
  });
}

/** The strongest thing that is known decides the line: asserted, then alleged, then denied, then suggested. */
function strokeOf(links: Link[], suggestion: Suggestion | null): Stroke {
  if (links.some((link) => link.status === "asserted")) return "solid";
  if (links.some((link) => link.status === "alleged")) return "dotted";
  if (links.some((link) => link.status === "denied")) return "crossed";
  return suggestion ? "dashed" : "solid";
}
