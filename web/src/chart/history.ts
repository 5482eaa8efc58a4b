/** Undo and redo: each step remembers the whole chart as it was. */

import type { SerializedGraph } from "graphology-types";

import type { ChartData, ChartGraph, LineData, NodeData } from "./model.ts";

type Picture = SerializedGraph<NodeData, LineData, ChartData>;
const MOST_STEPS = 60;

export class History {
  /** Whether the chart was changed since it was saved or opened. */
  unsaved = false;
  private past: Picture[] = [];
  private future: Picture[] = [];

  constructor(private readonly graph: ChartGraph) {}

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Remembers the chart as it is, before a change. */
  remember(): void {
    this.unsaved = true;
    this.past.push(this.picture());
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.future = [];
  }

  /** Takes the last change back; false when there is none. */
  undo(): boolean {
    return this.move(this.past, this.future);
  }

  /** Makes the last undone change again; false when there is none. */
  redo(): boolean {
    return this.move(this.future, this.past);
  }

  /** Forgets all steps. */
  forget(): void {
    this.past = [];
    this.future = [];
  }

  /** Gives the steps of a chart that had no name yet the one under which it was saved. */
  named(chart: string): void {
    for (const { attributes } of [...this.past, ...this.future]) if (attributes && !attributes.chart) attributes.chart = chart;
  }

  private move(from: Picture[], to: Picture[]): boolean {
    const picture = from.pop();
    if (!picture) return false;
    this.unsaved = true;
    to.push(this.picture());
    this.graph.clear();
    this.graph.import(picture);
    return true;
  }

  /** The chart as it is now; its own attributes are copied, which an export would share. */
  private picture(): Picture {
    return { ...this.graph.export(), attributes: { ...this.graph.getAttributes() } };
  }
}
