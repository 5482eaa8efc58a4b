/** What people do to what is known: correcting, erasing, reclassifying, and breaking the glass. */

import { ask } from "../graphql.ts";
import type { Correction, ErasureDone, Glass, Proposal, Touches } from "../types.ts";

const CORRECTION = "id mention record type property was value author reason at";
const RELYING = "relying { kind id name author at }";

/** Which value of which mention, and what is right; "" where nothing is known instead. */
export interface ToCorrect { mention: string; property: string; was: string; value: string }

/** What a correction would say and touch; nothing is changed. */
export async function proposal(asked: ToCorrect): Promise<Proposal> {
  const query = `query Correction($mention: ID!, $property: String!, $was: String!, $value: String!) {
    correction(mention: $mention, property: $property, was: $was, value: $value) { was value mentions versions ${RELYING} } }`;
  return (await ask<{ correction: Proposal }>(query, { ...asked })).correction;
}

/** Corrects a value, and waits until the graph has followed. */
export async function correct(asked: ToCorrect, reason: string): Promise<Correction> {
  const query = `mutation Correct($mention: ID!, $property: String!, $was: String!, $value: String!, $reason: String!) {
    correct(mention: $mention, property: $property, was: $was, value: $value, reason: $reason, follow: true) { ${CORRECTION} } }`;
  return (await ask<{ correct: Correction }>(query, { ...asked, reason })).correct;
}

/** The corrections that stand about a record. */
export async function corrections(id: string): Promise<Correction[]> {
  const query = `query Corrections($id: ID!) { corrections(id: $id) { ${CORRECTION} } }`;
  return (await ask<{ corrections: Correction[] }>(query, { id })).corrections;
}

/** Takes a correction back, and waits until the graph has followed. */
export async function withdraw(id: string, reason: string): Promise<void> {
  await ask(`mutation Withdraw($id: ID!, $reason: String!) { withdrawCorrection(id: $id, reason: $reason, follow: true) { id } }`, { id, reason });
}

/** What erasing or reclassifying a record would touch; nothing is changed. */
export async function touches(record: string): Promise<Touches> {
  const query = `query Touches($ids: [ID!]!) { touches(records: { ids: $ids }) { shown mentions links decisions records { id source key version received } ${RELYING} } }`;
  return (await ask<{ touches: Touches }>(query, { ids: [record] })).touches;
}

/** Erases a record for good: only what was shown. */
export async function erase(record: string, shown: string, reason: string): Promise<ErasureDone> {
  const query = `mutation Erase($ids: [ID!]!, $shown: String!, $reason: String!) {
    erase(records: { ids: $ids }, shown: $shown, reason: $reason) { records mentions decisions unswept } }`;
  return (await ask<{ erase: ErasureDone }>(query, { ids: [record], shown, reason })).erase;
}

/** Gives a record another marking; what is not given stays as it was. Returns how many versions it has. */
export async function reclassify(of: { source: string; key: string }, marking: Record<string, string>, shown: string, reason: string): Promise<number> {
  const query = `mutation Reclassify($source: String!, $key: String!, $marking: MarkingInput!, $shown: String!, $reason: String!) {
    reclassify(source: $source, key: $key, marking: $marking, shown: $shown, reason: $reason) { records } }`;
  const { source, key } = of;
  return (await ask<{ reclassify: { records: number } }>(query, { source, key, marking, shown, reason })).reclassify.records;
}

/** Opens a closed case for some minutes; a supervisor is told. */
export async function breakGlass(ofCase: string, reason: string, minutes: number): Promise<Glass & { told: string }> {
  const query = `mutation BreakGlass($case: String!, $reason: String!, $minutes: Int!) { breakGlass(case: $case, reason: $reason, minutes: $minutes) { case until told } }`;
  return (await ask<{ breakGlass: Glass & { told: string } }>(query, { case: ofCase, reason, minutes })).breakGlass;
}

/** Closes it before its time is over. */
export async function endGlass(ofCase: string): Promise<void> {
  await ask(`mutation EndGlass($case: String!) { endGlass(case: $case) { until } }`, { case: ofCase });
}
