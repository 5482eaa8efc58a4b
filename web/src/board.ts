/** The board: the chart with its history, and the panel beside it; does what the desk is asked for. */

import { nextNode, press } from "./chart/keys.ts";
import { arrange } from "./chart/layout.ts";
import { addLink, addNeighbours, addNode, addPath, addSuggestion, kindOf, pageOf, type Page } from "./chart/model.ts";
import { belonging } from "./chart/then.ts";
import { canDraw, View } from "./chart/view.ts";
import { showLegend } from "./legend.ts";
import { showCard } from "./panel/card.ts";
import { showLine } from "./panel/link.ts";
import { showFoundPaths } from "./panel/paths.ts";
import { showRecord } from "./panel/record.ts";
import { linksAmong, neighbours, paths } from "./questions/reads.ts";
import { Sheet, type Places } from "./sheet.ts";
import type { Desk } from "./state.ts";
import type { ChartNode, FoundPath, Link, LinksAmong, Paths, Suggestion } from "./types.ts";
import { called, t } from "./words.ts";

const PAGE = 50;
const LONGEST_PATH = 4;
const MOST_ON_CHART = 500;

export class Board extends Sheet implements Desk {
  readonly view: View | null;
  private pathFrom: string | null = null;
  private lineOf: string | null = null;

  constructor(places: Places, changed: () => void) {
    super(places, changed);
    this.view = canDraw() ? this.makeView() : null;
  }

  protected get desk(): Board {
    return this;
  }

  /** Shows the board: empty, or with the chart of the one before it. */
  begin(before: Board | null): void {
    if (before) {
      this.graph.import(before.graph.export());
      before.heads.forEach((head, id) => this.heads.set(id, head));
      before.marked.forEach((id) => this.marked.add(id));
      this.history.unsaved = before.history.unsaved;
      before.view?.end();
    }
    this.overview();
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
    const key = kindOf(linkType, type);
    const { kind, caption: name } = this.graph.getNodeAttributes(id);
    const { end, shown, total } = pageOf(this.graph, id, key);
    const caption = called(kind, name);
    if (total >= 0 && shown >= total) return this.say(t("shown", { caption, shown, total }));
    this.say(t("loading"));
    try {
      const page = await neighbours(id, linkType, type, PAGE, end);
      if (!this.graph.hasNode(id)) return;
      const among = await this.among(page.items.map(({ node }) => node.id));
      this.change(() => {
        addNeighbours(this.graph, id, page, key);
        among.links.forEach((link) => addLink(this.graph, link));
      });
      const now = pageOf(this.graph, id, key).shown;
      const told = page.total ? t("shown", { caption, shown: now, total: page.total }) : t("noNeighbours", { caption });
      this.say(among.exact ? told : `${told} · ${t("linksPartly")}`);
      this.places.show("chart");
    } catch (error) {
      this.trouble(error);
    }
  }

  broughtIn(id: string, linkType: string, type: string): Page {
    return this.graph.hasNode(id) ? pageOf(this.graph, id, kindOf(linkType, type)) : { shown: 0, total: -1, end: "" };
  }

  /** Takes a node off the chart; undo brings it back. */
  hide(id: string): void {
    if (!this.graph.hasNode(id)) return;
    this.change(() => this.graph.dropNode(id), false);
    this.choose(null);
    this.overview();
  }

  /** Waits for the other end of a path. */
  pickPath(id: string): void {
    this.pathFrom = id;
    if (this.view) this.view.picked = id;
    this.view?.sigma.refresh();
    this.say(t("pathPick"));
    this.places.show("chart");
  }

  /** Puts the paths on the chart and tells of each how sure its weakest step is. */
  showPaths(found: Paths): void {
    this.change(() => found.items.forEach((path) => addPath(this.graph, path)));
    void this.join();
    this.view?.choose(null);
    this.present((panel) => showFoundPaths(panel, found, this));
  }

  drawPath(path: FoundPath): void {
    this.bring(path.nodes, path.steps.flatMap(({ links }) => links));
  }

  bring(nodes: ChartNode[], links: Link[]): void {
    const fresh = nodes.filter(({ id }) => !this.graph.hasNode(id));
    this.change(() => {
      const near = links.map(({ from, to }) => [from, to].find((id) => this.graph.hasNode(id))).find(Boolean);
      fresh.forEach((node) => addNode(this.graph, node, near));
      links.forEach((link) => addLink(this.graph, link));
    });
    void this.join();
    this.places.show("chart");
  }

  showSuggestion(suggestion: Suggestion): void {
    this.change(() => addSuggestion(this.graph, suggestion));
    void this.join();
    this.places.show("chart");
  }

  openRecord(id: string, mention?: string, raw?: string): void {
    showRecord(id, { mention, raw }, this);
  }

  isOnChart(id: string): boolean {
    return this.graph.hasNode(id);
  }

  /** Lays the whole chart out anew. */
  arrange(): void {
    this.history.remember();
    this.graph.forEachNode((id) => this.graph.setNodeAttribute(id, "pinned", false));
    this.view?.moveTo(arrange(this.graph, true));
    this.after();
  }

  clear(): void {
    if (this.graph.order) this.change(() => this.blank(), false);
    this.choose(null);
    this.overview();
  }

  /** Does what a key on the chart stands for; true when it means something. */
  key(event: KeyboardEvent): boolean {
    const chosen = this.view?.chosen ?? null;
    const node = this.graph.hasNode(chosen) ? chosen : null;
    return press(event, {
      undo: () => this.undo(),
      redo: () => this.redo(),
      step: (key) => this.step(nextNode(this.graph, node ?? this.lineOf, key)),
      enter: node ? () => this.enter(node) : null,
      mark: node ? () => this.mark(node) : null,
      line: chosen ? () => this.nextLine(chosen) : null,
      hide: chosen ? () => this.hide(chosen) : null,
      stop: () => this.stopPicking(),
      fit: () => this.view?.fit(),
      zoom: (factor) => this.view?.zoom(factor),
    });
  }

  private makeView(): View {
    const view = new View(this.graph, this.places.stage, {
      onNode: (id, marking) => {
        if (marking) this.mark(id);
        else if (this.pathFrom && this.pathFrom !== id) this.enter(id);
        else this.choose(id, true);
      },
      onExpand: (id) => void this.expand(id),
      onLine: (id) => this.chooseLine(id),
      onNothing: () => this.choose(null),
      onMoved: (id, from) => this.moved(id, from),
    });
    view.marked = this.marked;
    return view;
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

  protected choose(id: string | null, byHand = false): void {
    this.view?.choose(id);
    if (!id || !this.graph.hasNode(id)) return;
    const { kind, caption } = this.graph.getNodeAttributes(id);
    this.present((panel, current) => void showCard(panel, { id, type: kind, caption }, this, current));
    if (byHand || this.graph.order > 1) this.say(called(kind, caption));
  }

  private chooseLine(edge: string): void {
    this.view?.choose(edge);
    this.present((panel) => showLine(panel, this.graph, edge, this));
    this.places.show("panel");
  }

  private async findPaths(from: string, to: string): Promise<void> {
    this.stopPicking();
    this.say(t("loading"));
    try {
      const found = await paths(from, to, LONGEST_PATH);
      if (found.items.length) this.showPaths(found);
      const total = found.exact ? found.total : `${found.total}+`;
      this.say(found.items.length ? t("pathsFound", { shown: found.items.length, total }) : t("noPath", { length: LONGEST_PATH }));
    } catch (error) {
      this.trouble(error);
    }
  }

  /** All links between what is on the chart and what comes; of a very large chart its newest part. */
  private async among(coming: string[]): Promise<LinksAmong> {
    const all = [...new Set([...this.graph.nodes(), ...coming])];
    const found = await linksAmong(all.slice(-MOST_ON_CHART));
    return { links: found.links, exact: found.exact && all.length <= MOST_ON_CHART };
  }

  /** Draws the links between a node that came alone and the rest; a part of the step that brought it. */
  protected async join(layout = true): Promise<void> {
    if (!this.graph.order) return;
    try {
      const among = await this.among([]);
      among.links.forEach((link) => addLink(this.graph, link));
      if (layout) this.view?.moveTo(arrange(this.graph));
      this.after();
      if (!among.exact) this.say(t("linksPartly"));
    } catch (error) {
      this.trouble(error);
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

  protected after(): void {
    showLegend(this.places.legend, this.graph);
    this.places.stage.dataset["nodes"] = String(this.graph.order);
    const all = new Set(belonging(this.graph).map(({ id }) => id));
    this.marked.forEach((id) => all.has(id) || this.marked.delete(id));
    this.places.panel.querySelectorAll(".pages").forEach((button) => button.dispatchEvent(new Event("turned")));
    this.places.stage.dataset["links"] = String(this.graph.size);
    this.changed();
  }
}
