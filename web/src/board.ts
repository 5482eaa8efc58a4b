/** The board: the chart with its history, and the panel beside it; does what the desk is asked for. */

import { nextNode } from "./chart/keys.ts";
import { History } from "./chart/history.ts";
import { arrange } from "./chart/layout.ts";
import { addLink, addNeighbours, addNode, addPath, addSuggestion, emptyChart } from "./chart/model.ts";
import { canDraw, View } from "./chart/view.ts";
import { h } from "./dom.ts";
import { showLegend } from "./legend.ts";
import { showCard } from "./panel/card.ts";
import { showLine } from "./panel/link.ts";
import { showRecord } from "./panel/record.ts";
import { linksAmong, neighbours, paths } from "./questions.ts";
import type { Desk } from "./state.ts";
import type { ChartNode, LinksAmong, Path, Suggestion } from "./types.ts";
import { called, t } from "./words.ts";

const PAGE = 50;
const LONGEST_PATH = 4;
const MOST_ON_CHART = 500;

export interface Places { stage: HTMLElement; panel: HTMLElement; legend: HTMLElement; status: HTMLElement; show(view: "chart" | "panel"): void }

export class Board implements Desk {
  readonly graph = emptyChart();
  readonly history = new History(this.graph);
  readonly view: View | null;
  private pathFrom: string | null = null;
  private lineOf: string | null = null;
  private shown = 0;

  constructor(private readonly places: Places, private readonly changed: () => void) {
    this.view = canDraw() ? this.makeView() : null;
  }

  /** Shows the board: empty, or with the chart of the one before it. */
  begin(before: Board | null): void {
    this.emptyPanel();
    if (before) this.graph.import(before.graph.export());
    before?.view?.end();
    this.after();
    this.view?.fit();
    if (before?.view?.chosen) this.choose(before.view.chosen);
  }

  /** Puts an entity on the chart, chooses it and shows its card. */
  open(node: ChartNode): void {
    const fresh = !this.graph.hasNode(node.id);
    if (fresh) this.change(() => addNode(this.graph, node));
    this.choose(node.id);
    if (fresh && this.graph.order === 1) void this.expand(node.id);
    else if (fresh) void this.join();
  }

  /** Brings the next page of neighbours onto the chart. */
  async expand(id: string, linkType = "", type = ""): Promise<void> {
    const whole = !linkType && !type;
    const { kind, end, shown, total, ...node } = this.graph.getNodeAttributes(id);
    const caption = called(kind, node.caption);
    if (whole && total >= 0 && shown >= total) return this.say(t("shown", { caption, shown, total }));
    this.say(t("loading"));
    try {
      const page = await neighbours(id, linkType, type, PAGE, whole ? end : "");
      if (!this.graph.hasNode(id)) return;
      const among = await this.among(page.items.map(({ node }) => node.id));
      this.change(() => {
        addNeighbours(this.graph, id, page, whole);
        among.links.forEach((link) => addLink(this.graph, link));
      });
      const now = whole ? this.graph.getNodeAttribute(id, "shown") : page.items.length;
      const told = page.total ? t("shown", { caption, shown: now, total: page.total }) : t("noNeighbours", { caption });
      this.say(among.exact ? told : `${told} · ${t("linksPartly")}`);
      this.places.show("chart");
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error), true);
    }
  }

  /** Takes a node off the chart; undo brings it back. */
  hide(id: string): void {
    if (!this.graph.hasNode(id)) return;
    this.change(() => this.graph.dropNode(id), false);
    this.choose(null);
    this.emptyPanel();
  }

  /** Waits for the other end of a path. */
  pickPath(id: string): void {
    this.pathFrom = id;
    if (this.view) this.view.picked = id;
    this.view?.sigma.refresh();
    this.say(t("pathPick"));
    this.places.show("chart");
  }

  showPaths(found: Path[]): void {
    this.change(() => found.forEach((path) => addPath(this.graph, path)));
    void this.join();
  }

  showSuggestion(suggestion: Suggestion): void {
    this.change(() => addSuggestion(this.graph, suggestion));
    void this.join();
    this.places.show("chart");
  }

  openRecord(id: string, mention?: string, raw?: string): void {
    showRecord(id, { mention, raw }, this);
  }

  say(text: string, trouble = false): void {
    this.places.status.textContent = text;
    this.places.status.classList.toggle("trouble", trouble);
  }

  isOnChart(id: string): boolean {
    return this.graph.hasNode(id);
  }

  undo(): void {
    if (this.history.undo()) this.restored();
  }

  redo(): void {
    if (this.history.redo()) this.restored();
  }

  /** Lays the whole chart out anew. */
  arrange(): void {
    this.history.remember();
    this.graph.forEachNode((id) => this.graph.setNodeAttribute(id, "pinned", false));
    this.view?.moveTo(arrange(this.graph, true));
    this.after();
  }

  clear(): void {
    if (this.graph.order) this.change(() => this.graph.clear(), false);
    this.choose(null);
    this.emptyPanel();
  }

  /** Does what a key on the chart stands for; true when it means something. */
  key(event: KeyboardEvent): boolean {
    const chosen = this.view?.chosen ?? null;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "z") event.shiftKey ? this.redo() : this.undo();
    else if (command && event.key.toLowerCase() === "y") this.redo();
    else if (command) return false;
    else if (event.key.startsWith("Arrow")) this.step(nextNode(this.graph, this.graph.hasNode(chosen) ? chosen : this.lineOf, event.key));
    else if (event.key === "Enter" && chosen && this.graph.hasNode(chosen)) this.enter(chosen);
    else if (event.key === "l" && chosen) this.nextLine(chosen);
    else if ((event.key === "Delete" || event.key === "Backspace") && chosen) this.hide(chosen);
    else if (event.key === "Escape") this.stopPicking();
    else if (event.key === "f") this.view?.fit();
    else if (event.key === "+" || event.key === "=") this.view?.zoom(0.7);
    else if (event.key === "-") this.view?.zoom(1.4);
    else return false;
    return true;
  }

  private makeView(): View {
    return new View(this.graph, this.places.stage, {
      onNode: (id) => (this.pathFrom && this.pathFrom !== id ? this.enter(id) : this.choose(id, true)),
      onExpand: (id) => void this.expand(id),
      onLine: (id) => this.chooseLine(id),
      onNothing: () => this.choose(null),
      onMoved: (id, from) => this.moved(id, from),
    });
  }

  /** Expands a node, or ends the path that waits for its other end. */
  private enter(id: string): void {
    if (this.pathFrom && this.pathFrom !== id) void this.findPaths(this.pathFrom, id);
    else void this.expand(id);
  }

  /** Goes through the lines of a node, one with each press. */
  private nextLine(chosen: string): void {
    const node = this.graph.hasNode(chosen) ? chosen : this.lineOf;
    if (!node || !this.graph.hasNode(node)) return;
    const lines = this.graph.edges(node);
    const line = lines[(lines.indexOf(chosen) + 1) % lines.length];
    if (line) this.chooseLine(line);
    this.lineOf = node;
  }

  private step(id: string | null): void {
    if (id) this.choose(id);
  }

  private choose(id: string | null, byHand = false): void {
    this.view?.choose(id);
    if (!id || !this.graph.hasNode(id)) return;
    const { kind, caption } = this.graph.getNodeAttributes(id);
    const mine = ++this.shown;
    void showCard(this.places.panel, { id, type: kind, caption }, this, () => mine === this.shown);
    if (byHand || this.graph.order > 1) this.say(called(kind, caption));
  }

  private chooseLine(edge: string): void {
    this.shown += 1;
    this.view?.choose(edge);
    showLine(this.places.panel, this.graph, edge, this);
    this.places.show("panel");
  }

  private async findPaths(from: string, to: string): Promise<void> {
    this.stopPicking();
    this.say(t("loading"));
    try {
      const found = await paths(from, to, LONGEST_PATH);
      if (found.items.length) this.showPaths(found.items);
      const total = found.exact ? found.total : `${found.total}+`;
      this.say(found.items.length ? t("pathsFound", { shown: found.items.length, total }) : t("noPath", { length: LONGEST_PATH }));
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error), true);
    }
  }

  /** All links between what is on the chart and what comes; of a very large chart its newest part. */
  private async among(coming: string[]): Promise<LinksAmong> {
    const all = [...new Set([...this.graph.nodes(), ...coming])];
    const found = await linksAmong(all.slice(-MOST_ON_CHART));
    return { links: found.links, exact: found.exact && all.length <= MOST_ON_CHART };
  }

  /** Draws the links between a node that came alone and the rest; a part of the step that brought it. */
  private async join(): Promise<void> {
    try {
      const among = await this.among([]);
      among.links.forEach((link) => addLink(this.graph, link));
      this.view?.moveTo(arrange(this.graph));
      this.after();
      if (!among.exact) this.say(t("linksPartly"));
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error), true);
    }
  }

  private stopPicking(): void {
    this.pathFrom = null;
    if (this.view) this.view.picked = null;
    this.view?.sigma.refresh();
    this.say("");
  }

  /** A drag is one step of the history: the picture remembered is the one from before it. */
  private moved(id: string, from: { x: number; y: number }): void {
    const { x, y, pinned } = this.graph.getNodeAttributes(id);
    this.graph.mergeNodeAttributes(id, { ...from, pinned: false });
    this.history.remember();
    this.graph.mergeNodeAttributes(id, { x, y, pinned });
    this.changed();
  }

  private change(act: () => unknown, layout = true): void {
    this.history.remember();
    act();
    if (layout) this.view?.moveTo(arrange(this.graph));
    this.after();
  }

  private restored(): void {
    const chosen = this.view?.chosen ?? null;
    if (chosen && !this.graph.hasNode(chosen)) {
      this.view?.choose(null);
      this.emptyPanel();
    }
    this.view?.sigma.refresh();
    this.after();
  }

  private after(): void {
    showLegend(this.places.legend, this.graph);
    this.places.stage.dataset["nodes"] = String(this.graph.order);
    this.places.stage.dataset["links"] = String(this.graph.size);
    this.changed();
  }

  private emptyPanel(): void {
    this.shown += 1;
    this.places.panel.replaceChildren(h("p", { class: "empty" }, t("emptyPanel")));
  }
}
