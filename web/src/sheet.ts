/** The chart as a document: its history, the name under which it is saved, its notes, its marks and the time that it tells of. */

import type { Board } from "./board.ts";
import { History } from "./chart/history.ts";
import { addComparison, addNode, blank, emptyChart } from "./chart/model.ts";
import { arrange } from "./chart/layout.ts";
import { belonging, lookAgain, redraw } from "./chart/then.ts";
import type { View } from "./chart/view.ts";
import { showComparison } from "./panel/comparison.ts";
import { showOverview } from "./panel/overview.ts";
import type { Fill } from "./state.ts";
import { isNow, setTimes, times, type Times } from "./times.ts";
import type { Comparison, SavedChart, SavedNote } from "./types.ts";
import { t } from "./words.ts";

export type SavedHead = Omit<SavedChart, "nodes" | "notes">;
export interface Places { stage: HTMLElement; panel: HTMLElement; legend: HTMLElement; status: HTMLElement; show(view: "chart" | "panel"): void; forget(): void; again(): void }

export abstract class Sheet {
  readonly graph = emptyChart();
  readonly history = new History(this.graph);
  /** What is marked, to be asked about together. */
  readonly marked = new Set<string>();
  protected readonly heads = new Map<string, SavedHead>();
  private shown = 0;
  private whole = false;
  abstract readonly view: View | null;
  protected abstract readonly desk: Board;

  constructor(protected readonly places: Places, protected readonly changed: () => void) {}

  /** The saved chart that stands here, with what has changed on it since. */
  get saved(): SavedHead | null {
    return this.heads.get(this.graph.getAttribute("chart")) ?? null;
  }

  /** Shows something in the panel. */
  present(fill: Fill): void {
    const mine = ++this.shown;
    this.whole = false;
    this.places.panel.scrollTop = 0;
    fill(this.places.panel, () => mine === this.shown);
  }

  /** Shows the chart as a whole in the panel. */
  overview(): void {
    this.present((panel) => showOverview(panel, this.desk));
    this.whole = true;
  }

  say(text: string, trouble = false): void {
    this.places.status.textContent = text;
    this.places.status.classList.toggle("trouble", trouble);
  }

  undo(): void {
    if (this.history.undo()) this.restored();
  }

  redo(): void {
    if (this.history.redo()) this.restored();
  }

  /** Marks a node, or takes its mark away. */
  mark(id: string): void {
    if (!this.marked.delete(id)) this.marked.add(id);
    this.remarked();
  }

  isMarked(id: string): boolean {
    return this.marked.has(id);
  }

  unmarkAll(): void {
    this.marked.clear();
    this.remarked();
  }

  /** Writes the notes of the chart: one step of the history. */
  annotate(notes: SavedNote[]): void {
    this.change(() => this.graph.setAttribute("notes", notes), false);
    this.overview();
  }

  /** Shows the chart as it was at another time: one step of the history; throws what the edge refuses. */
  async lookAt(wanted: Times): Promise<void> {
    const before = times();
    setTimes(wanted);
    this.say(t("loading"));
    try {
      const all = belonging(this.graph);
      const then = all.length ? await lookAgain(all.map(({ id }) => id)) : null;
      let absent = 0;
      this.change(() => {
        if (then) absent = redraw(this.graph, then);
        this.graph.mergeAttributes({ ...wanted });
      }, false);
      this.view?.sigma.refresh();
      const told = [absent > 0 && t(isNow() ? "nowGone" : "thenLeft", { count: absent, total: all.length }), then && !then.exact && t("linksPartly")];
      this.say(told.filter(Boolean).join(" · "));
      if (wanted.asOf !== before.asOf || wanted.knownAt !== before.knownAt) this.places.again();
      this.showAgain();
    } catch (error) {
      setTimes(before);
      this.changed();
      this.trouble(error);
      throw error;
    }
  }

  /** Looks at everything anew after something was erased, or is no longer seen: nothing of it stays, not for undo either. */
  async forget(): Promise<void> {
    this.places.forget();
    try {
      await this.lookAt(times());
    } finally {
      if (isNow()) this.graph.setAttribute("absent", []);
      this.history.forget();
      this.after();
    }
  }

  /** Puts a saved chart in the place of what stands here; undo brings that back. */
  openChart(made: SavedChart): void {
    const { nodes, notes, ...head } = made;
    this.heads.set(made.id, head);
    this.change(() => {
      this.blank();
      this.graph.mergeAttributes({ chart: made.id, notes });
      nodes.forEach(({ entity, type, caption, x, y }) => addNode(this.graph, { id: entity, type, caption }, { x, y }));
    }, false);
    this.history.unsaved = false;
    this.view?.fit();
    this.view?.choose(null);
    this.overview();
    this.say(t("chartOpened", { name: made.name, shown: nodes.length }));
    void (isNow() ? this.join(false) : this.lookAt(times()).catch(() => undefined));
    this.places.show("chart");
  }

  /** Remembers under which name and version this chart was saved. */
  named(made: SavedChart): void {
    const { nodes: _, notes: __, ...head } = made;
    this.heads.set(made.id, head);
    this.history.named(made.id);
    this.history.unsaved = false;
    this.graph.setAttribute("chart", made.id);
    if (this.whole) this.overview();
    this.changed();
  }

  /** Puts two charts side by side in the place of what stands here; undo brings that back. */
  showComparison(made: Comparison, names: string[]): void {
    const at = new Map(this.graph.mapNodes((id, { x, y }) => [id, { x, y }] as const));
    this.change(() => {
      this.blank();
      addComparison(this.graph, made, names, at);
    });
    this.view?.choose(null);
    this.present((panel) => showComparison(panel, made, names, this.desk));
    this.places.show("chart");
  }

  protected abstract choose(id: string | null): void;
  protected abstract after(): void;
  protected abstract join(layout?: boolean): Promise<void>;

  /** Changes the chart as one step of the history. */
  protected change(act: () => unknown, layout = true): void {
    this.history.remember();
    act();
    if (layout) this.view?.moveTo(arrange(this.graph));
    this.after();
  }

  /** An empty chart of the time that the page tells of. */
  protected blank(): void {
    this.graph.clear();
    this.graph.replaceAttributes({ ...blank(), ...times() });
  }

  protected trouble(error: unknown): void {
    this.say(error instanceof Error ? error.message : String(error), true);
  }

  /** After undo and redo: the page tells of the time that the chart tells of again. */
  private restored(): void {
    const { asOf, knownAt } = this.graph.getAttributes();
    const other = asOf !== times().asOf || knownAt !== times().knownAt;
    setTimes({ asOf, knownAt });
    const chosen = this.view?.chosen ?? null;
    if (other) this.places.again();
    if (other || this.whole) this.showAgain();
    else if (!chosen || !this.graph.hasNode(chosen)) this.showAgain(null);
    this.view?.sigma.refresh();
    this.after();
  }

  /** Shows what is chosen anew, or the chart as a whole. */
  private showAgain(chosen = this.view?.chosen ?? null): void {
    if (chosen && this.graph.hasNode(chosen)) return this.choose(chosen);
    this.view?.choose(null);
    this.overview();
  }

  private remarked(): void {
    this.view?.sigma.refresh();
    const count = [...this.marked].filter((id) => this.graph.hasNode(id)).length;
    this.say(count ? t("marked", { count }) : "");
    this.overview();
    this.changed();
  }
}
