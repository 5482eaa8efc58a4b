/** How an entity grew, what became of it, and taking it apart. */

import { ask } from "../graphql.ts";
import type { Split, Story } from "../types.ts";
import { lang } from "../words.ts";

const PART = "parts { caption mentions } retracted { id kind a b text } judged { id kind text } warnings";

/** How an entity grew and what became of it, in the language of the page; a look that is logged of its own. */
export async function how(id: string): Promise<Story> {
  const query = `query How($id: ID!, $lang: String!) { how(entity: $id, lang: $lang) { whole threshold judgements { text } begun
    steps { how text left right lines { text weight left right } }
    changes { id at what text causes { kind text reference } before { caption mentions } } } }`;
  return (await ask<{ how: Story }>(query, { id, lang: lang() })).how;
}

/** What it would take to make these mentions a part of their own; nothing is decided. */
export async function splitPlan(id: string, apart: string[][]): Promise<Split> {
  const query = `query SplitPlan($id: ID!, $apart: [[ID!]!]!, $lang: String!) { splitPlan(id: $id, apart: $apart, lang: $lang) { ${PART} } }`;
  return (await ask<{ splitPlan: Split }>(query, { id, apart, lang: lang() })).splitPlan;
}

/** Takes an entity apart. */
export async function split(id: string, apart: string[][], reason: string): Promise<Split> {
  const query = `mutation Split($id: ID!, $apart: [[ID!]!]!, $reason: String!, $lang: String!) {
    split(id: $id, apart: $apart, reason: $reason, lang: $lang) { ${PART} } }`;
  return (await ask<{ split: Split }>(query, { id, apart, reason, lang: lang() })).split;
}

/** Takes back what a split decided: its judgements no longer count, and those it took back are made again.
 *
 * What is done leaves the lists of `made`, so that it can go on where an error stopped it. */
export async function unsplit(made: Split, reason: string): Promise<void> {
  const retract = `mutation Retract($id: ID!, $reason: String!) { retract(id: $id, reason: $reason) { id } }`;
  const judge = `mutation Judge($a: ID!, $b: ID!, $kind: JudgementKind!, $reason: String!) { judge(a: $a, b: $b, kind: $kind, reason: $reason) { judgement { id } } }`;
  for (let [one] = made.judged; one; [one] = made.judged) {
    await ask(retract, { id: one.id, reason });
    made.judged.shift();
  }
  for (let [one] = made.retracted; one; [one] = made.retracted) {
    await ask(judge, { a: one.a, b: one.b, kind: one.kind.toUpperCase(), reason });
    made.retracted.shift();
  }
}
