/** Terms that ran out: what people have to decide, and what they decided. */

import { ask } from "../graphql.ts";
import type { TermDecision, TermQueue } from "../types.ts";
import { lang } from "../words.ts";

const PAGE = 20;
const DECISION = "record verdict day author reason";

/** A page of what waits for a decision, or of what is decided and not done yet. */
export async function retentionQueue(decided: boolean, after: string): Promise<TermQueue> {
  const query = `query Terms($first: Int!, $lang: String!, $decided: Boolean!, $after: String!) {
    retentionQueue(first: $first, lang: $lang, decided: $decided, after: $after) { total end items {
      record source key category since blockedBy basis { event day period level law confirmed } decision { ${DECISION} } } } }`;
  return (await ask<{ retentionQueue: TermQueue }>(query, { first: PAGE, lang: lang(), decided, after })).retentionQueue;
}

/** Keeps a record until a day. */
export async function keepRecord(record: string, until: string, reason: string): Promise<TermDecision> {
  const query = `mutation Keep($record: ID!, $until: String!, $reason: String!) { holdRecord(record: $record, until: $until, reason: $reason) { ${DECISION} } }`;
  return (await ask<{ holdRecord: TermDecision }>(query, { record, until, reason })).holdRecord;
}

/** Has the next run of the terms archive or erase a record. */
export async function decideTerm(record: string, verdict: "ARCHIVE" | "ERASE", reason: string): Promise<TermDecision> {
  const query = `mutation Decide($record: ID!, $verdict: RetentionVerdict!, $reason: String!) {
    decideRetention(record: $record, verdict: $verdict, reason: $reason) { ${DECISION} } }`;
  return (await ask<{ decideRetention: TermDecision }>(query, { record, verdict, reason })).decideRetention;
}
