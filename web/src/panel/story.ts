/** How an entity grew: the joins in their order, each with the waterfall of its strongest pair. */

import { h } from "../dom.ts";
import { how } from "../questions.ts";
import type { Card, Story, StoryStep, WhyLine } from "../types.ts";
import { lang, t } from "../words.ts";
import { chip, trouble, waiting } from "./parts.ts";

/** A button that opens the story of a card, and closes it again; an entity of one mention has none. */
export function storyOf(card: Card): HTMLElement | string {
  if (card.mentions < 2) return "";
  const place = h("div", { class: "story", "aria-live": "polite" });
  const button = h("button", { type: "button", class: "why-one", "aria-expanded": "false" }, t("whyOne"));
  let asked = 0;
  const load = async (): Promise<void> => {
    const mine = ++asked;
    place.replaceChildren(waiting());
    try {
      const made = await how(card.id);
      if (mine === asked) place.replaceChildren(...told(made));
    } catch (error) {
      if (mine === asked) place.replaceChildren(trouble(error, () => void load()));
    }
  };
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    if (open) return void load();
    asked += 1;
    place.replaceChildren();
  });
  return h("div", {}, button, place);
}

function told(made: Story): (HTMLElement | string)[] {
  return [
    h("ol", { class: "steps" }, ...made.steps.map(showStep)),
    made.whole ? "" : h("p", { class: "soft" }, t("storyPartly")),
    made.judgements.length ? h("ul", { class: "judged" }, ...made.judgements.map((judgement) => h("li", {}, judgement.text))) : "",
    ...made.threshold.map((text) => h("p", { class: "soft" }, text)),
  ];
}

function showStep(step: StoryStep): HTMLElement {
  const [first = "", ...more] = step.text;
  return h("li", { "data-how": step.how }, h("p", {}, first), ...more.map((text) => h("p", { class: "soft" }, text)), step.lines.length > 0 && waterfall(step.lines));
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
