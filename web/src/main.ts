/** Puts the page together: purpose first, then search, chart and panel. */

import "./style.css";

import { Board } from "./board.ts";
import { canDraw } from "./chart/view.ts";
import { h } from "./dom.ts";
import { glassBar, type GlassBar } from "./glass.ts";
import { glyph, trouble } from "./panel/parts.ts";
import { cameBack } from "./provider.ts";
import { askPurpose, currentPurpose, purposeChip } from "./purpose.ts";
import { ontology } from "./questions/reads.ts";
import { saveDialog } from "./saving.ts";
import { searchBox } from "./search.ts";
import { signOut, whoAmI, type Me } from "./signin.ts";
import { chooseTheme } from "./theme.ts";
import { timeBar } from "./timebar.ts";
import { tool, toolbar } from "./toolbar.ts";
import type { Glass } from "./types.ts";
import { chooseLang, lang, LANGS, learn, t, type Lang } from "./words.ts";

const HAMMER = "M14 3l7 7-3 3-2-2-9.500 9.500-3-3L13 8l-2-2ZM4 4l3 1-1 3ZM3 11l3-.5-.5 3Z";

let board: Board | null = null;
let me: Me | null = null;

type Shown = "hits" | "chart" | "panel";

async function begin(): Promise<void> {
  chooseLang(lang());
  try {
    learn(await ontology(lang()));
    me = await whoAmI();
  } catch (error) {
    document.body.replaceChildren(trouble(error, () => void begin()));
    return;
  }
  const glass = build();
  if (!currentPurpose()) await askPurpose();
  await glass.refresh();
  document.querySelector<HTMLInputElement>(".search input")?.focus();
}

function build(): GlassBar {
  const stage = h("div", { class: "stage", tabIndex: 0, role: "application", "aria-label": t("chart"), title: "", "aria-describedby": "chart-help" });
  const panel = h("aside", { class: "panel", "aria-label": t("details") });
  const legend = h("details", { class: "legend", open: innerWidth > 900 });
  const status = h("p", { class: "status", role: "status" });
  const hint = h("div", { class: "hint" }, glyph("Person"), h("p", {}, canDraw() ? t("emptyChart") : t("noWebgl")));
  const layout = h("main", { class: "layout" });
  const show = (shown: Shown): void => void (layout.dataset["shown"] = shown);
  const before = board;
  const mine = (board = new Board({ stage, panel, legend, status, show, forget: () => box.clear(), again: () => box.again() }, () => refresh()));
  const box = searchBox({
    node: (node) => {
      mine.open(node);
      show("chart");
    },
    record: (id) => mine.openRecord(id),
  });
  // the same answer says which acts this purpose opens
  const glass = glassBar(mine, () => whatStands().finally(() => refresh()));
  const bar = toolbar(mine, show);
  const time = timeBar(mine);
  const refresh = (): void => {
    bar.refresh();
    time.refresh();
    hint.hidden = mine.graph.order > 0;
  };
  stage.addEventListener("keydown", (event) => mine.key(event) && event.preventDefault());
  layout.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    saveDialog(mine);
  });
  const help = h("p", { id: "chart-help", class: "unseen" }, t("chartHelp"));
  layout.append(h("div", { class: "left" }, box.list), h("div", { class: "middle" }, time.bar, h("div", { class: "field-of-view" }, stage, hint, bar.tools), legend, status, help), panel);
  show("chart");
  box.form.addEventListener("submit", () => show("hits"));
  const chip = purposeChip(() => void glass.refresh().then(() => mine.forget()).catch(() => undefined));
  document.body.replaceChildren(glass.bar, top(box.form, chip, glass, () => mine.view?.repaint()), layout, tabs(layout, show));
  mine.begin(before);
  if (before) box.again();
  return glass;
}

/** What stands open by broken glass in the domain of this session, as the server knows it. */
async function whatStands(): Promise<Glass[]> {
  if (!me || me.open) return [];
  me = await whoAmI();
  return (me.glass ?? []).filter(({ domain }) => domain === currentPurpose()?.domain);
}

function top(search: HTMLElement, purpose: HTMLElement, glass: GlassBar, repaint: () => void): HTMLElement {
  const languages = h("select", { class: "lang", "aria-label": t("language") }, ...LANGS.map((name) => h("option", { value: name, selected: name === lang() }, name.toUpperCase())));
  languages.addEventListener("change", () => {
    chooseLang(languages.value as Lang);
    void begin();
  });
  const hammer = tool("glassTitle", HAMMER, () => glass.ask());
  const theme = tool("theme", "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18ZM12 5.200v13.600a6.800 6.800 0 0 1 0-13.600Z", () => {
    chooseTheme();
    repaint();
  });
  return h("header", { class: "top" }, h("span", { class: "brand" }, "Locard"), search, purpose, languages, theme, ...(me && !me.open ? [hammer, leave(me)] : []));
}

function leave(who: Me): HTMLElement {
  return h("button", { type: "button", class: "leave", title: `${who.user}, ${who.function}`, onclick: () => void signOut() }, t("signOut"));
}

function tabs(layout: HTMLElement, show: (shown: Shown) => void): HTMLElement {
  const names: [Shown, string][] = [["hits", "results"], ["chart", "chart"], ["panel", "details"]];
  const buttons = names.map(([shown, word]) => h("button", { type: "button", "data-tab": shown, onclick: () => show(shown) }, t(word)));
  const mark = (): void => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset["tab"] === layout.dataset["shown"])));
  new MutationObserver(mark).observe(layout, { attributes: true, attributeFilter: ["data-shown"] });
  mark();
  return h("nav", { class: "tabs" }, ...buttons);
}

/** The chart lies in the memory of the page alone: whoever has not saved it is asked before it goes. */
addEventListener("beforeunload", (event) => {
  if (currentPurpose() && board?.graph.order && board.history.unsaved) event.preventDefault();
});

if (!cameBack()) void begin();
