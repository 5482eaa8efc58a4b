/** A field of a record: its text with the marks, what found them, and a switch to the reader's language. */

import { h } from "../dom.ts";
import { translation } from "../questions/reads.ts";
import type { Field, Translation } from "../types.ts";
import { lang, t } from "../words.ts";
import { finders, marked, type Focus, type Open } from "./marks.ts";
import { trouble, waiting } from "./parts.ts";

/** Words that a text has to be offered in another language: of fewer its own is guesswork. */
const FEWEST = 4;

/** One field of the record with this id. */
export function showField(record: string, field: Field, focus: Focus, open: Open): HTMLElement {
  const long = field.text.length > 120 || offered(field);
  const text = h("p", { class: "text" }, ...marked(field, focus, open));
  const told = h("div", { class: "told", "aria-live": "polite" });
  const plain = (): void => {
    told.replaceChildren();
    text.replaceChildren(...marked(field, focus, open));
  };
  const show = (made: Translation | null): void => {
    told.replaceChildren(...(made ? note(made) : [h("p", {}, t("noTerms"))]));
    text.replaceChildren(...marked(field, focus, open, made?.terms));
    text.querySelectorAll("rt").forEach((gloss) => (gloss.lang = lang()));
  };
  return h(
    "div",
    { class: long ? "field long" : "field" },
    h("h4", {}, field.name),
    h("div", {}, offered(field) && [languageSwitch(field, { told, ask: () => translation(record, field.name), show, plain }), told], text, long && finders(field)),
  );
}

function offered(field: Field): boolean {
  return field.translatable !== null && field.text.trim().split(/\s+/).length >= FEWEST;
}

/** What the switch does: asks, shows what was answered, and goes back to the text alone. */
interface Shown { told: HTMLElement; ask(): Promise<Translation | null>; show(made: Translation | null): void; plain(): void }

/** Named by what it will show: a gloss is never offered as a translation. Each time it is put on is one look. */
function languageSwitch(field: Field, shown: Shown): HTMLElement {
  const name = t(field.translatable === "MODEL" ? "translationSwitch" : "glossSwitch");
  const button = h("button", { type: "button", class: "switch", role: "switch", "aria-checked": "false" }, `${name} (${lang().toUpperCase()})`);
  let asked = 0;
  const put = async (): Promise<void> => {
    const mine = ++asked;
    shown.told.replaceChildren(waiting());
    try {
      const made = await shown.ask();
      if (mine === asked) shown.show(made);
    } catch (error) {
      if (mine === asked) shown.told.replaceChildren(trouble(error, () => void put()));
    }
  };
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-checked") !== "true";
    button.setAttribute("aria-checked", String(on));
    if (on) return void put();
    asked += 1;
    shown.plain();
  });
  return button;
}

/** What a reader must know of it, and a model's text; a gloss stands over the words themselves. */
function note(made: Translation): HTMLElement[] {
  if (made.kind === "GLOSS") return made.terms.length ? [label(made)] : [h("p", { class: "soft" }, t("noTerms"))];
  if (!made.parts.some((part) => part.known)) return [h("p", { class: "soft" }, t("noSentences"))];
  const parts = made.parts.map((part) => (part.known ? part.text : h("span", { class: "untranslated" }, part.text)));
  return [label(made), h("p", { class: "text translated", lang: lang() }, ...parts)];
}

function label(made: Translation): HTMLElement {
  return h("p", { class: "label" }, h("b", {}, made.label), h("span", { class: "soft" }, ` · ${made.by}`));
}
