/** The chart on the screen: sigma over the chart's graph, with choosing, dragging and moving. */

import Sigma from "sigma";
import { EdgeProgram, NodeProgram } from "sigma/rendering";
import { animateNodes } from "sigma/utils";

import { called, linkLabel, t } from "../words.ts";
import { drawEdgeLabel } from "./edgelabels.ts";
import { type Disc, drawHover, drawNode, newFrame, newTheme } from "./labels.ts";
import type { Places } from "./layout.ts";
import { RADIUS, type ChartData, type ChartGraph, type LineData, type NodeData } from "./model.ts";
import { lookOf, paper } from "./palette.ts";
import { ShapeProgram } from "./shapes.ts";
import { StrokeProgram } from "./strokes.ts";

/** Lines that can bear their words at once without hiding one another. */
const FEW = 14;

/** Units that the first zoom shows at least. */
const SMALLEST = 560;

export interface Gestures {
  onNode(id: string, marking: boolean): void;
  onExpand(id: string): void;
  onLine(id: string): void;
  onNothing(): void;
  onMoved(id: string, from: { x: number; y: number }): void;
}

/** Draws nothing: what is under the pointer already stands on the chart and must keep its picture. */
class NoHover extends ShapeProgram {
  override render(): void {}
}

/** True when this browser can draw the chart. */
export function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export class View {
  readonly sigma: Sigma<NodeData, LineData, ChartData>;
  chosen: string | null = null;
  picked: string | null = null;
  /** What the user marked; the board keeps it. */
  marked: ReadonlySet<string> = new Set();
  private hovered: string | null = null;
  private readonly watch: ResizeObserver;
  private colours = paper();
  private stopMoving: () => void = () => {};

  constructor(private readonly graph: ChartGraph, container: HTMLElement, private readonly gestures: Gestures) {
    newTheme();
    this.sigma = new Sigma<NodeData, LineData, ChartData>(graph, container, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      defaultEdgeType: "stroke",
      nodeProgramClasses: { shape: ShapeProgram as unknown as typeof NodeProgram as never },
      nodeHoverProgramClasses: { shape: NoHover as unknown as typeof NodeProgram as never },
      edgeProgramClasses: { stroke: StrokeProgram as unknown as typeof EdgeProgram as never },
      defaultDrawNodeLabel: drawNode as never,
      defaultDrawNodeHover: drawHover as never,
      defaultDrawEdgeLabel: drawEdgeLabel as never,
      renderEdgeLabels: true,
      enableEdgeEvents: true,
      enableCameraRotation: false,
      labelSize: 12,
      edgeLabelSize: 11,
      labelFont: "system-ui, sans-serif",
      edgeLabelFont: "system-ui, sans-serif",
      itemSizesReference: "positions",
      zoomToSizeRatioFunction: (ratio) => ratio,
      minCameraRatio: 0.05,
      maxCameraRatio: 8,
      zIndex: true,
      nodeReducer: (id, data) => this.showNode(id, data) as never,
      edgeReducer: (id, data) => this.showLine(id, data) as never,
    });
    this.sigma.on("beforeRender", () => newFrame(() => this.onScreen()));
    this.watch = new ResizeObserver(() => this.resized());
    this.watch.observe(container);
    this.listen();
  }

  /** Chooses a node or a line (or nothing) and shows it as chosen. */
  choose(id: string | null): void {
    this.chosen = id;
    this.sigma.refresh();
  }

  /** Moves nodes to their places, softly unless the user wants no motion. */
  moveTo(places: Places): void {
    this.stopMoving();
    this.frame(Object.values(places));
    this.sigma.refresh();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.stopMoving = animateNodes(this.graph as never, places, { duration: still ? 1 : 450, easing: "cubicInOut" });
  }

  /** Brings the whole chart into view. */
  fit(): void {
    this.frame(this.graph.mapNodes((_, { x, y }) => ({ x, y })));
    this.sigma.refresh();
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: 250 });
  }

  /** Brings the camera nearer or farther. */
  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.ratio * factor }, { duration: 150 });
  }

  /** Gives the screen back. */
  end(): void {
    this.stopMoving();
    this.watch.disconnect();
    this.sigma.kill();
  }

  /** Takes over the colours of another theme. */
  repaint(): void {
    newTheme();
    this.colours = paper();
    this.sigma.refresh();
  }

  /** Captions need room at the sides, which a narrow or low screen has not got. */
  private resized(): void {
    const { clientWidth, clientHeight } = this.sigma.getContainer();
    this.sigma.setSetting("stagePadding", Math.min(clientWidth < 600 ? 40 : 84, Math.round(clientHeight / 5)));
    this.sigma.resize().refresh();
  }

  /** What the first zoom shows: all places, and never less than SMALLEST, so that one node is not drawn huge. */
  private frame(places: { x: number; y: number }[]): void {
    const range = (values: number[]): [number, number] => {
      const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 0];
      const lacking = Math.max(0, SMALLEST - (high - low)) / 2;
      return [low - lacking, high + lacking];
    };
    this.sigma.setCustomBBox({ x: range(places.map(({ x }) => x)), y: range(places.map(({ y }) => y)) });
  }

  private onScreen(): Disc[] {
    const size = this.sigma.scaleSize(RADIUS);
    return this.graph.mapNodes((_, { x, y }) => ({ ...this.sigma.graphToViewport({ x, y }), size }));
  }

  private showNode(id: string, data: NodeData): object {
    const chosen = this.chosen === id;
    return {
      ...data, type: "shape", label: called(data.kind, data.caption), color: lookOf(data.kind).color,
      forceLabel: true, chosen, picked: this.picked === id, marked: this.marked.has(id), zIndex: chosen ? 2 : 1,
    };
  }

  private showLine(id: string, data: LineData): object {
    const { denied, soft, accent } = this.colours;
    const near = this.hovered ?? this.chosen;
    const touched = near !== null && (id === near || (this.graph.hasNode(near) && this.graph.extremities(id).includes(near)));
    const colour = data.stroke === "crossed" ? denied : data.stroke === "dashed" ? accent : soft;
    const named = this.graph.size <= FEW || this.sigma.getCamera().ratio < 0.5 || (touched && this.fewAt(near ?? ""));
    return {
      ...data, type: "stroke", size: id === this.chosen ? 4 : touched && this.fewAt(near) ? 2.4 : this.graph.size > 60 ? 1.1 : 1.6, color: id === this.chosen ? accent : colour,
      label: named ? lineLabel(data) : "", forceLabel: touched, zIndex: touched ? 1 : 0,
    };
  }

  private fewAt(id: string): boolean {
    return !this.graph.hasNode(id) || this.graph.degree(id) <= FEW;
  }

  private listen(): void {
    const sigma = this.sigma;
    sigma.on("clickNode", ({ node, event }) => this.gestures.onNode(node, (event.original as MouseEvent).shiftKey));
    sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      this.gestures.onExpand(event.node);
    });
    sigma.on("clickEdge", ({ edge }) => this.gestures.onLine(edge));
    sigma.on("clickStage", () => this.gestures.onNothing());
    sigma.on("enterNode", ({ node }) => this.hover(node));
    sigma.on("leaveNode", () => this.hover(null));
    sigma.on("enterEdge", ({ edge }) => this.hover(edge));
    sigma.on("leaveEdge", () => this.hover(null));
    this.listenToDragging();
  }

  private hover(id: string | null): void {
    this.hovered = id;
    this.sigma.getContainer().style.cursor = id ? "pointer" : "";
    this.sigma.refresh({ skipIndexation: true });
  }

  private listenToDragging(): void {
    const sigma = this.sigma;
    let dragged: { id: string; from: { x: number; y: number }; moved: boolean } | null = null;
    sigma.on("downNode", ({ node }) => {
      this.stopMoving();
      const { x, y } = this.graph.getNodeAttributes(node);
      dragged = { id: node, from: { x, y }, moved: false };
    });
    sigma.on("moveBody", ({ event }) => {
      if (!dragged || !this.graph.hasNode(dragged.id)) return;
      dragged.moved = true;
      this.graph.mergeNodeAttributes(dragged.id, { ...sigma.viewportToGraph(event), pinned: true });
      event.preventSigmaDefault();
      event.original.preventDefault();
      event.original.stopPropagation();
    });
    const drop = (): void => {
      if (dragged?.moved) this.gestures.onMoved(dragged.id, dragged.from);
      dragged = null;
    };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
    sigma.on("leaveStage", drop);
  }
}

/** The words on a line: the types of its links, or what is suggested. */
export function lineLabel(data: LineData): string {
  const names = [...new Set(data.links.map((link) => linkLabel(link.type)))];
  if (data.suggestion && !names.length) return t(data.suggestion.type);
  return names.length > 2 ? `${names.slice(0, 2).join(", ")} +${names.length - 2}` : names.join(", ");
}
