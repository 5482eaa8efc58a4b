/** What the page says, in four languages, and the labels of the ontology. */

import type { OntologyWords } from "./types.ts";
import { de } from "./phrases/de.ts";
import { en, type Phrase } from "./phrases/en.ts";
import { fr } from "./phrases/fr.ts";
import { nl } from "./phrases/nl.ts";

const PHRASES = { nl, fr, de, en };
export type Lang = keyof typeof PHRASES;
export const LANGS: Lang[] = ["nl", "fr", "de", "en"];
const KEY = "locard.lang";

let words: OntologyWords | null = null;

/** The language in use: chosen before, or the browser's, or English. */
export function lang(): Lang {
  const wanted = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2);
  return LANGS.find((known) => known === wanted) ?? "en";
}

/** Remembers the language. */
export function chooseLang(chosen: Lang): void {
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen;
}

/** A phrase of the page with `{name}` filled in. */
export function t(phrase: string, values: Record<string, string | number> = {}): string {
  const text = PHRASES[lang()][phrase as Phrase] ?? phrase;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => isolated(String(values[name] ?? "")));
}

/** A text that is written from right to left, kept from drawing the numbers beside it into its direction. */
function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(text) ? `\u2068${text}\u2069` : text;
}

/** Takes over the labels of the ontology. */
export function learn(ontology: OntologyWords): void {
  words = ontology;
}

/** All types, in the ontology's order. */
export function typeNames(): string[] {
  return words?.types.map((type) => type.name) ?? [];
}

/** The label of a type. */
export function typeLabel(name: string): string {
  return words?.types.find((type) => type.name === name)?.label ?? name;
}

/** The label of a type for several. */
export function typePlural(name: string): string {
  return words?.types.find((type) => type.name === name)?.plural ?? name;
}

/** The label of a property of a type. */
export function propertyLabel(type: string, name: string): string {
  const properties = words?.types.find((known) => known.name === type)?.properties;
  return properties?.find((property) => property.name === name)?.label ?? name;
}

/** A value in words: the label of a kind, a sex as it is called, else the value itself. */
export function valueLabel(type: string, property: string, value: string): string {
  if (property === "gender") return `gender_${value}` in PHRASES.en ? t(`gender_${value}`) : value;
  if (property !== "kind") return value;
  return words?.types.find((known) => known.name === type)?.kinds.find((kind) => kind.name === value)?.label ?? value;
}

/** What a node is called: its caption, which of some events is the name of their kind. */
export function called(type: string, caption: string): string {
  return caption ? valueLabel(type, "kind", caption) : t("unnamed");
}

/** The label of a link. */
export function linkLabel(name: string): string {
  return words?.links.find((link) => link.name === name)?.label ?? t(name);
}

/** True when a link has no direction. */
export function isSymmetric(name: string): boolean {
  return words?.links.find((link) => link.name === name)?.symmetric ?? true;
}

/** The label of a role. */
export function roleLabel(name: string): string {
  return words?.roles.find((role) => role.name === name)?.label ?? name;
}
