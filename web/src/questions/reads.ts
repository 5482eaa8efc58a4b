/** The questions about things, links and records. */

import { ask } from "../graphql.ts";
import type { Card, Found, LinksAmong, LocardRecord, Neighbours, OntologyWords, Paths, Suggestions, TextsFound, Translation } from "../types.ts";
import { lang } from "../words.ts";
import { askAt, AT, GRADE, LINK, NODE, PATH, TIMED } from "./fragments.ts";

const TEXTS = "texts { total totalText more hits { record source key field recorded page offset text more marks { start end } } }";

/** Entities that match a text, of one type and source or of all. */
export async function search(text: string, { type, source }: { type: string; source: string }, limit: number, signal: AbortSignal): Promise<Found> {
  const query = `query Search($text: String!, $type: String!, $source: String!, $limit: Int!, ${TIMED}) {
    search(text: $text, type: $type, source: $source, limit: $limit, ${AT}) { total totalText more
      hits { ${NODE} details { property value } matched sources }
      ${TEXTS} } }`;
  return (await askAt<{ search: Found }>(query, { text, type, source, limit }, signal)).search;
}

/** The next texts that hold the words, after so many. */
export async function texts(text: string, source: string, skip: number): Promise<TextsFound> {
  const query = `query Texts($text: String!, $source: String!, $skip: Int!, ${TIMED}) {
    search(text: $text, source: $source, limit: 1, skip: $skip, ${AT}) { ${TEXTS} } }`;
  return (await askAt<{ search: Found }>(query, { text, source, skip })).search.texts;
}

/** The card of one entity. */
export async function entity(id: string): Promise<Card> {
  const query = `query Entity($id: ID!, ${TIMED}) { entity(id: $id, ${AT}) { ${NODE} sources records mentions shownMentions
    neighbours { linkType type outgoing count }
    properties { property why values { value disputed sources origins same grade kind status validFrom validTo recorded
      statements { property value raw kind status ${GRADE} validFrom validTo
        recorded record mention source undated spans { field start end page } } } } } }`;
  return (await askAt<{ entity: Card }>(query, { id })).entity;
}

/** A page of neighbours, over one link type and type or over all. */
export async function neighbours(id: string, linkType: string, type: string, first: number, after: string): Promise<Neighbours> {
  const query = `query Neighbours($id: ID!, $linkType: String!, $type: String!, $first: Int!, $after: String!, ${TIMED}) {
    neighbours(id: $id, linkType: $linkType, type: $type, first: $first, after: $after, ${AT}) {
      total shown end items { node { ${NODE} } link { ${LINK} } } } }`;
  return (await askAt<{ neighbours: Neighbours }>(query, { id, linkType, type, first, after })).neighbours;
}

/** The links between entities that stand on the chart together. */
export async function linksAmong(ids: string[]): Promise<LinksAmong> {
  const query = `query Links($ids: [ID!]!, ${TIMED}) { links(ids: $ids, ${AT}) { exact links { ${LINK} } } }`;
  return (await askAt<{ links: LinksAmong }>(query, { ids })).links;
}

/** Ways between two entities. */
export async function paths(from: string, to: string, maxLength: number): Promise<Paths> {
  const query = `query Paths($from: ID!, $to: ID!, $maxLength: Int!, ${TIMED}) {
    paths(from: $from, to: $to, maxLength: $maxLength, ${AT}) { total exact expanded met
      items { kind status grade together ${PATH} } } }`;
  return (await askAt<{ paths: Paths }>(query, { from, to, maxLength })).paths;
}

/** Hypotheses about one entity, in the language of the page. */
export async function suggestions(id: string, first: number): Promise<Suggestions> {
  const reason = `text weight records path { ${PATH} }`;
  const query = `query Suggestions($id: ID!, $first: Int!, $lang: String!, ${TIMED}) { suggestions(entity: $id, first: $first, lang: $lang, ${AT}) { total items {
    id type score model wouldChange a { ${NODE} } b { ${NODE} } evidence { ${reason} } against { ${reason} } } } }`;
  return (await askAt<{ suggestions: Suggestions }>(query, { id, first, lang: lang() })).suggestions;
}

/** One record as received. */
export async function record(id: string): Promise<LocardRecord> {
  const query = `query Record($id: ID!, $to: Language!, ${TIMED}) { record(id: $id, ${AT}) {
    id source feed key version recorded received handling ${GRADE}
    fields { name text translatable(to: $to) marks { start end page mention type entity caption foundBy } } } }`;
  return (await askAt<{ record: LocardRecord }>(query, { id, to: lang().toUpperCase() })).record;
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
