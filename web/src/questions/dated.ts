/** The questions about what is dated, what is near, what is common, and charts side by side. */

import type { ChartRef, Common, Comparison, Near, Timeline } from "../types.ts";
import { askAt, AT, LINK, NODE, TIMED } from "./fragments.ts";

const ENTRY = `begins ends name value records link { ${LINK} } node { ${NODE} } places { ${NODE} }`;

/** From when to when; "" for no bound. */
export interface Interval { since: string; until: string }

/** What is around: a place by its id, or a point. */
export interface Around { id?: string; latitude?: number; longitude?: number; radius: number }

/** A page of what is dated of an entity, the earliest first. */
export async function timeline(id: string, interval: Interval, types: string[], after: string): Promise<Timeline> {
  const query = `query Timeline($id: ID!, $since: String!, $until: String!, $types: [String!], $after: String!, ${TIMED}) {
    timeline(id: $id, since: $since, until: $until, types: $types, after: $after, ${AT}) {
      total shown end undated read mentions items { ${ENTRY} } } }`;
  return (await askAt<{ timeline: Timeline }>(query, { id, ...interval, types, after })).timeline;
}

/** A page of what is linked to places near a place or point. */
export async function near(around: Around, interval: Interval, types: string[], after: string): Promise<Near> {
  const query = `query Near($id: ID, $latitude: Float, $longitude: Float, $radius: Float!, $since: String!, $until: String!,
      $types: [String!], $after: String!, ${TIMED}) {
    near(id: $id, latitude: $latitude, longitude: $longitude, radius: $radius, since: $since, until: $until,
      types: $types, after: $after, ${AT}) {
      total shown end undated looked met exact places { metres node { ${NODE} } } items { ${ENTRY} } } }`;
  return (await askAt<{ near: Near }>(query, { ...around, ...interval, types, after })).near;
}

/** A page of what all of these are linked to. */
export async function common(ids: string[], after: string): Promise<Common> {
  const query = `query Common($ids: [ID!]!, $after: String!, ${TIMED}) { common(ids: $ids, after: $after, ${AT}) {
    total shown end exact expanded met of { ${NODE} } items { node { ${NODE} } sides { links { ${LINK} } } } } }`;
  return (await askAt<{ common: Common }>(query, { ids, after })).common;
}

/** Two charts, or sets of ids, side by side. */
export async function compare(left: ChartRef, right: ChartRef): Promise<Comparison> {
  const side = `nodes { ${NODE} } links { ${LINK} }`;
  const query = `query Compare($left: ChartSideInput!, $right: ChartSideInput!, ${TIMED}) {
    compare(left: $left, right: $right, ${AT}) { exact both { ${side} } left { ${side} } right { ${side} } joining { ${LINK} } } }`;
  return (await askAt<{ compare: Comparison }>(query, { left, right })).compare;
}
