/** The questions that the page asks. */

import { ask } from "./graphql.ts";
import { lang } from "./words.ts";
import type { Card, Found, LinksAmong, LocardRecord, Neighbours, OntologyWords, Paths, Story, Suggestions, Translation } from "./types.ts";

const GRADE = "grade { scheme reliability credibility }";
const NODE = "id type caption";
const LINK = `id type from to roles { role status } status kind disputed grade sources origins same details records validFrom validTo firstRecorded lastRecorded`;
const PATH = `nodes { ${NODE} } steps { links { ${LINK} } }`;

/** Entities that match a text. */
export async function search(text: string, type: string, limit: number, signal: AbortSignal): Promise<Found> {
  const query = `query Search($text: String!, $type: String!, $limit: Int!) {
    search(text: $text, type: $type, limit: $limit) { total totalText more
      hits { ${NODE} details { property value } matched sources }
      texts { total totalText hits { record source key field recorded page offset text more marks { start end } } } } }`;
  return (await ask<{ search: Found }>(query, { text, type, limit }, signal)).search;
}

/** The card of one entity. */
export async function entity(id: string): Promise<Card> {
  const query = `query Entity($id: ID!) { entity(id: $id) { ${NODE} sources records mentions shownMentions neighbours { linkType type outgoing count }
    properties { property values { value disputed origins same statements { property value raw kind status ${GRADE} validFrom validTo
      recorded record mention source spans { field start end page } } } } } }`;
  return (await ask<{ entity: Card }>(query, { id })).entity;
}

/** A page of neighbours, over one link type and type or over all. */
export async function neighbours(id: string, linkType: string, type: string, first: number, after: string): Promise<Neighbours> {
  const query = `query Neighbours($id: ID!, $linkType: String!, $type: String!, $first: Int!, $after: String!) {
    neighbours(id: $id, linkType: $linkType, type: $type, first: $first, after: $after) {
      total shown end items { node { ${NODE} } link { ${LINK} } } } }`;
  return (await ask<{ neighbours: Neighbours }>(query, { id, linkType, type, first, after })).neighbours;
}

/** The links between entities that stand on the chart together. */
export async function linksAmong(ids: string[]): Promise<LinksAmong> {
  const query = `query Links($ids: [ID!]!) { links(ids: $ids) { exact links { ${LINK} } } }`;
  return (await ask<{ links: LinksAmong }>(query, { ids })).links;
}

/** Ways between two entities. */
export async function paths(from: string, to: string, maxLength: number): Promise<Paths> {
  const query = `query Paths($from: ID!, $to: ID!, $maxLength: Int!) {
    paths(from: $from, to: $to, maxLength: $maxLength) { total exact expanded met items { ${PATH} } } }`;
  return (await ask<{ paths: Paths }>(query, { from, to, maxLength })).paths;
}

/** Hypotheses about one entity, in the language of the page. */
export async function suggestions(id: string): Promise<Suggestions> {
  const reason = `text weight records path { ${PATH} }`;
  const query = `query Suggestions($id: ID!, $lang: String!) { suggestions(entity: $id, lang: $lang) { total items {
    id type score model wouldChange a { ${NODE} } b { ${NODE} } evidence { ${reason} } against { ${reason} } } } }`;
  return (await ask<{ suggestions: Suggestions }>(query, { id, lang: lang() })).suggestions;
}

/** How an entity grew, in the language of the page; a look that is logged of its own. */
export async function how(id: string): Promise<Story> {
  const query = `query How($id: ID!, $lang: String!) { how(entity: $id, lang: $lang) { whole threshold judgements { text }
    steps { how text lines { text weight left right } } } }`;
  return (await ask<{ how: Story }>(query, { id, lang: lang() })).how;
}

/** One record as received. */
export async function record(id: string): Promise<LocardRecord> {
  const query = `query Record($id: ID!, $to: Language!) { record(id: $id) { id source feed key version recorded received handling ${GRADE}
    fields { name text translatable(to: $to) marks { start end page mention type entity caption foundBy } } } }`;
  return (await ask<{ record: LocardRecord }>(query, { id, to: lang().toUpperCase() })).record;
}

/** One field of a record in the language of the page; null where it holds no word of another. */
export async function translation(id: string, field: string): Promise<Translation | null> {
  const query = `query Translation($id: ID!, $names: [String!], $to: Language!) { record(id: $id) { fields(names: $names) {
    translation(to: $to) { kind label by terms { start end word gloss } parts { start end text known } } } } }`;
  const answer = await ask<{ record: { fields: { translation: Translation | null }[] } }>(query, { id, names: [field], to: lang().toUpperCase() });
  return answer.record.fields[0]?.translation ?? null;
}

/** The labels of the ontology; needs no purpose. */
export async function ontology(chosen: string): Promise<OntologyWords> {
  const word = "name label";
  const query = `query Ontology($lang: String!) { ontology(lang: $lang) { lang roles { ${word} } links { ${word} symmetric }
    types { ${word} plural properties { ${word} } kinds { ${word} } } } }`;
  return (await ask<{ ontology: OntologyWords }>(query, { lang: chosen })).ontology;
}
