/** What the page does, told to whoever shows it. */

import type { ChartNode, Path, Suggestion } from "./types.ts";

/** What panels can ask the chart to do, and the chart the panels. */
export interface Desk {
  open(node: ChartNode): void;
  expand(id: string, linkType?: string, type?: string): Promise<void>;
  hide(id: string): void;
  pickPath(id: string): void;
  showPaths(paths: Path[]): void;
  showSuggestion(suggestion: Suggestion): void;
  openRecord(id: string, mention?: string, raw?: string): void;
  say(text: string): void;
  isOnChart(id: string): boolean;
}
