/** The stream of passages: asked, and taken over into the graph. */

import { ask } from "../graphql.ts";
import type { ChartNode, Passages } from "../types.ts";
import { record } from "./reads.ts";

const PAGE = 50;

/** All that is given must hold; "" is not given. */
export interface ToAsk { plate: string; misread: boolean; camera: string; around: { latitude: number; longitude: number; km: number } | null; since: string; until: string }

/** A page of passages, the latest first. */
export async function passages(asked: ToAsk, after: string): Promise<Passages> {
  const query = `query Passages($plate: String!, $misread: Boolean!, $camera: String!, $around: AroundInput, $since: String!, $until: String!, $first: Int!, $after: String!) {
    passages(plate: $plate, misread: $misread, camera: $camera, around: $around, since: $since, until: $until, first: $first, after: $after) {
      total shown end since items { id plate country camera time lane direction confidence record } } }`;
  return (await ask<{ passages: Passages }>(query, { ...asked, first: PAGE, after })).passages;
}

/** Makes records of passages, waits until the graph has followed, and returns what they tell of. */
export async function takeOver(ids: string[]): Promise<ChartNode[]> {
  const query = `mutation TakePassages($ids: [ID!]!) { takePassages(ids: $ids, follow: true) { record } }`;
  const taken = (await ask<{ takePassages: { record: string }[] }>(query, { ids })).takePassages;
  const found = new Map<string, ChartNode>();
  for (const { record: id } of taken)
    for (const { marks } of (await record(id)).fields) for (const { entity, type, caption } of marks) if (entity) found.set(entity, { id: entity, type, caption });
  return [...found.values()];
}
