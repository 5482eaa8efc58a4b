/** Puts the page together: purpose first, then search, chart and panel. */

import "./style.css";

import { Board } from "./board.ts";
import { canDraw } from "./chart/view.ts";
import { h, svg } from "./dom.ts";
import { glyph, trouble } from "./panel/parts.ts";
import { askPurpose, currentPurpose } from "./purpose.ts";
import { ontology } from "./questions.ts";
import { searchBox } from "./search.ts";
import { chooseTheme } from "./theme.ts";
import { chooseLang, lang, LANGS, learn, t, type Lang } from "./words.ts";

let board: Board | null = null;

type Shown = "hits" | "chart" | "panel";

async function begin(): Promise<void> {
  chooseLang(lang());
  try {
    learn(await ontology(lang()));
  } catch (error) {
    document.body.replaceChildren(trouble(error, () => void begin()));
    return;
  }
  build();
  if (!currentPurpose()) await askPurpose();
  showPurpose();
  document.querySelector<HTMLInputElement>(".search input")?.focus();
}

function build(): void {
  const stage = h("div", { class: "stage", tabIndex: 0, role: "application", "aria-label": t("chart"), title: "", "aria-describedby": "chart-help" });
  const panel = h("aside", { class: "panel", "aria-label": t("details") });
  const legend = h("details", { class: "legend", open: innerWidth > 900 });
  const status = h("p", { class: "status", role: "status" });
  const hint = h("div", { class: "hint" }, glyph("Person"), h("p", {}, canDraw() ? t("emptyChart") : t("noWebgl")));
  const tools = h("div", { class: "tools", role: "toolbar", "aria-label": t("chart") });
  const layout = h("main", { class: "layout" });
  const show = (shown: Shown): void => void (layout.dataset["shown"] = shown);
  const before = board;
  const mine = (board = new Board({ stage, panel, legend, status, show }, () => refresh()));
  const box = searchBox({
    node: (node) => {
      mine.open(node);
      show("chart");
    },
    record: (id) => mine.openRecord(id),
  });
  const undo = tool("undo", "M9 6V2L3 7l6 5V8h4a4.500 4.500 0 0 1 0 9H7v2h6a6.500 6.500 0 0 0 0-13Z", () => mine.undo());
  const redo = tool("redo", "M15 6V2l6 5-6 5V8h-4a4.500 4.500 0 0 0 0 9h6v2h-6a6.500 6.500 0 0 1 0-13Z", () => mine.redo());
  tools.append(
    undo,
    redo,
    tool("fit", "M4 4h6v2H6v4H4ZM14 4h6v6h-2V6h-4ZM4 14h2v4h4v2H4ZM18 14h2v6h-6v-2h4Z", () => mine.view?.fit()),
    tool("arrange", "M12 3a2.500 2.500 0 1 1 0 5v3l5 4.500a2.500 2.500 0 1 1-1.400 1.400L12 13.500l-3.600 3.400A2.500 2.500 0 1 1 7 15.500l4-4.500V8a2.500 2.500 0 0 1 1-5Z", () => mine.arrange()),
    tool("clear", "M6 7h12l-1 14H7ZM9 4h6l1 2h3v1.500H5V6h3Z", () => mine.clear()),
  );
  const refresh = (): void => {
    undo.disabled = !mine.history.canUndo;
    redo.disabled = !mine.history.canRedo;
    hint.hidden = mine.graph.order > 0;
  };
  stage.addEventListener("keydown", (event) => mine.key(event) && event.preventDefault());
  const help = h("p", { id: "chart-help", class: "unseen" }, t("chartHelp"));
  layout.append(h("div", { class: "left" }, box.list), h("div", { class: "middle" }, stage, hint, tools, legend, status, help), panel);
  show("chart");
  box.form.addEventListener("submit", () => show("hits"));
  document.body.replaceChildren(top(box.form, () => mine.view?.repaint()), layout, tabs(layout, show));
  mine.begin(before);
}

function tool(name: string, path: string, act: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", title: t(name), "aria-label": t(name), onclick: act });
  button.append(svg(path));
  return button;
}

function top(search: HTMLElement, repaint: () => void): HTMLElement {
  const languages = h("select", { class: "lang", "aria-label": t("language") }, ...LANGS.map((name) => h("option", { value: name, selected: name === lang() }, name.toUpperCase())));
  languages.addEventListener("change", () => {
    chooseLang(languages.value as Lang);
    void begin();
  });
  const purpose = h("button", { type: "button", class: "purpose-chip", title: t("changePurpose"), onclick: () => void askPurpose().then(showPurpose) });
  const theme = tool("theme", "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18ZM12 5.200v13.600a6.800 6.800 0 0 1 0-13.600Z", () => {
    chooseTheme();
    repaint();
  });
  return h("header", { class: "top" }, h("span", { class: "brand" }, "Locard"), search, purpose, languages, theme);
}

function tabs(layout: HTMLElement, show: (shown: Shown) => void): HTMLElement {
  const names: [Shown, string][] = [["hits", "results"], ["chart", "chart"], ["panel", "details"]];
  const buttons = names.map(([shown, word]) => h("button", { type: "button", "data-tab": shown, onclick: () => show(shown) }, t(word)));
  const mark = (): void => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset["tab"] === layout.dataset["shown"])));
  new MutationObserver(mark).observe(layout, { attributes: true, attributeFilter: ["data-shown"] });
  mark();
  return h("nav", { class: "tabs" }, ...buttons);
}

function showPurpose(): void {
  const purpose = currentPurpose();
  const chip = document.querySelector(".purpose-chip");
  if (purpose && chip) chip.replaceChildren(h("b", {}, purpose.case), h("span", {}, purpose.reason));
}

void begin();
