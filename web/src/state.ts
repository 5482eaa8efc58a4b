/** What the page does, told to whoever shows it. */

import type { Page } from "./chart/model.ts";
import type { ChartNode, Comparison, FoundPath, Link, Paths, SavedChart, Suggestion } from "./types.ts";
import type { Times } from "./times.ts";

/** A view of the panel: fills it, and asks `current` whether it still shows it when an answer comes. */
export type Fill = (panel: HTMLElement, current: () => boolean) => void;

/** What panels can ask the chart to do, and the chart the panels. */
export interface Desk {
  open(node: ChartNode): void;
  expand(id: string, linkType?: string, type?: string): Promise<void>;
  hide(id: string): void;
  pickPath(id: string): void;
  showPaths(found: Paths): void;
  drawPath(path: FoundPath): void;
  showSuggestion(suggestion: Suggestion): void;
  /** Puts things and links on the chart as one step. */
  bring(nodes: ChartNode[], links: Link[]): void;
  openRecord(id: string, mention?: string, raw?: string): void;
  say(text: string, trouble?: boolean): void;
  isOnChart(id: string): boolean;
  /** How many neighbours of one kind were brought in, of how many (-1: not asked yet). */
  broughtIn(id: string, linkType: string, type: string): Page;
  mark(id: string): void;
  isMarked(id: string): boolean;
  /** Shows something else in the panel. */
  present(fill: Fill): void;
  /** Shows the chart as a whole: its name, notes, what is marked, and what has changed since it was saved. */
  overview(): void;
  lookAt(times: Times): Promise<void>;
  /** Takes from the page what is no longer there for this session, also from what undo would bring back. */
  forget(): Promise<void>;
  openChart(saved: SavedChart): void;
  showComparison(made: Comparison, names: string[]): void;
}
