/** How an entity grew, what became of it, and the way back: each join can be taken apart again. */

import { h } from "../dom.ts";
import { how } from "../questions/merges.ts";
import type { Desk } from "../state.ts";
import type { Card, Change, Story, StoryStep, WhyLine } from "../types.ts";
import { lang, t } from "../words.ts";
import { showApart } from "./apart.ts";
import { chip, fillWith, moment } from "./parts.ts";

/** Opens the view that takes an entity apart, with these mentions ticked. */
type Apart = (mentions: string[]) => void;

/** A button that opens the story of a card, and closes it again; of an entity of one mention it tells what became of it. */
export function storyOf(card: Card, desk: Desk): HTMLElement | string {
  const place = h("div", { class: "story", "aria-live": "polite" });
  const apart: Apart = (mentions) => desk.present((panel) => showApart(panel, card, mentions, desk));
  const button = h("button", { type: "button", class: "why-one", "aria-expanded": "false" }, t(card.mentions > 1 ? "whyOne" : "became"));
  let asked = 0;
  const load = (): void => {
    const mine = ++asked;
    void fillWith(place, async () => told(await how(card.id), card, apart), () => mine === asked);
  };
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    if (open) return load();
    asked += 1;
    place.replaceChildren();
  });
  const part = h("button", { type: "button", class: "apart-one", onclick: () => apart([]) }, t("takeApart"));
  return h("div", {}, h("div", { class: "acts" }, button, card.mentions > 1 && part), place);
}

function told(made: Story, card: Card, apart: Apart): (HTMLElement | string)[] {
  return [
    h("ol", { class: "steps" }, ...made.steps.map((step) => showStep(step, apart))),
    made.whole ? "" : h("p", { class: "soft" }, t("storyPartly")),
    made.judgements.length ? h("ul", { class: "judged" }, ...made.judgements.map((judgement) => h("li", {}, judgement.text))) : "",
    ...made.threshold.map((text) => h("p", { class: "soft" }, text)),
    ...(made.begun || made.changes.length ? [history(made, card, apart)] : []),
  ];
}

/** What became of it since changes are kept: when, what, by what and by whom. */
function history(made: Story, card: Card, apart: Apart): HTMLElement {
  const day = made.begun.slice(0, 10);
  if (!made.changes.length) return h("p", { class: "soft" }, t("noChanges", { day }));
  return h("div", { class: "history" }, h("h4", {}, t("became")), h("p", { class: "soft" }, t("changesSince", { day })), h("ol", {}, ...made.changes.map((change) => h("li", { "data-what": change.what.join(" ") }, showChange(change, card, apart)))));
}

function showChange(change: Change, card: Card, apart: Apart): HTMLElement {
  const joined = change.what.includes("joined") && card.mentions > 1 && change.before.length > 1;
  const smallest = [...change.before].sort((a, b) => a.mentions.length - b.mentions.length)[0];
  return h(
    "div",
    {},
    h("p", {}, h("b", {}, moment(change.at)), ...change.text.map((text) => h("span", { class: "block" }, text))),
    ...change.causes.map((cause) => h("p", { class: "soft" }, cause.text)),
    joined && smallest && h("button", { type: "button", class: "small before", onclick: () => apart(smallest.mentions) }, t("asBefore")),
  );
}

function showStep(step: StoryStep, apart: Apart): HTMLElement {
  const [first = "", ...more] = step.text;
  const smaller = step.left.length < step.right.length ? step.left : step.right;
  return h(
    "li",
    { "data-how": step.how },
    h("p", {}, first),
    ...more.map((text) => h("p", { class: "soft" }, text)),
    step.lines.length > 0 && waterfall(step.lines),
    smaller.length > 0 && h("button", { type: "button", class: "small", onclick: () => apart(smaller) }, t("takeApart")),
  );
}

/** The lines of a waterfall, folded; the bar of each is measured on the longest. */
function waterfall(lines: WhyLine[]): HTMLElement {
  const longest = Math.max(...lines.map((line) => Math.abs(line.weight)));
  return h("details", { class: "waterfall" }, h("summary", {}, t("waterfall")), h("ul", {}, ...lines.map((line) => showLine(line, longest))));
}

function showLine(line: WhyLine, longest: number): HTMLElement {
  const bits = new Intl.NumberFormat(lang(), { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(line.weight);
  const both = [line.left, line.right].filter(Boolean).join(" · ");
  return h(
    "li",
    { class: line.weight < 0 ? "against" : "for" },
    chip(bits, "weight"),
    h("meter", { min: 0, max: longest, value: Math.abs(line.weight), "aria-hidden": "true" }),
    h("span", {}, line.text, both && h("span", { class: "soft block" }, both)),
  );
}
