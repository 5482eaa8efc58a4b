/** Saved charts and what is flagged about them; exports. */

import { ask } from "../graphql.ts";
import type { Exported, Flag, Flags, SavedChart, SavedCharts, SavedNote } from "../types.ts";
import { lang } from "../words.ts";
import { askAt, AT, TIMED } from "./fragments.ts";

const HEAD = "id name case author at version";
const CHART = `${HEAD} versions notices nodes { entity type caption x y } notes { text x y } erased { text at }`;
const FLAG = "id kind object name author at change changed text acknowledged";

export interface Placed { id: string; x: number; y: number }
export interface ToSave { id: string | null; version: number; name: string; items: Placed[]; notes: SavedNote[] }
export interface ToExport { ids: string[]; format: string; recipient: string; hops: number; withoutForbidden: boolean }

/** The saved charts of one case, or of all that may be seen. */
export async function charts(ofCase: string): Promise<SavedCharts> {
  const query = `query Charts($case: String!) { charts(case: $case, first: 200) { total items { ${HEAD} } } }`;
  return (await ask<{ charts: SavedCharts }>(query, { case: ofCase })).charts;
}

/** One version of a chart (0: the last) as things stand now. */
export async function chart(id: string, version = 0): Promise<SavedChart> {
  const query = `query Chart($id: ID!, $version: Int!, $lang: String!) { chart(id: $id, version: $version, lang: $lang) { ${CHART} } }`;
  return (await ask<{ chart: SavedChart }>(query, { id, version, lang: lang() })).chart;
}

/** Saves a chart, or what follows the version that was opened. */
export async function saveChart(made: ToSave): Promise<SavedChart> {
  const query = `mutation SaveChart($id: ID, $version: Int!, $name: String!, $items: [ChartItemInput!]!, $notes: [ChartNoteInput!], $lang: String!) {
    saveChart(id: $id, version: $version, name: $name, items: $items, notes: $notes, lang: $lang) { ${CHART} } }`;
  return (await ask<{ saveChart: SavedChart }>(query, { ...made, lang: lang() })).saveChart;
}

/** Takes a chart out of the list. */
export async function deleteChart(id: string, reason: string): Promise<void> {
  await ask(`mutation DeleteChart($id: ID!, $reason: String!) { deleteChart(id: $id, reason: $reason) { id } }`, { id, reason });
}

/** What relied on something that has changed since; suggestions only when they are asked for. */
export async function flags(kinds: string[]): Promise<Flags> {
  const query = `query Flags($kinds: [String!], $lang: String!) { flags(kinds: $kinds, first: 200, lang: $lang) { total exact items { ${FLAG} } } }`;
  return (await ask<{ flags: Flags }>(query, { kinds, lang: lang() })).flags;
}

/** Says that somebody has looked at what a flag tells of. */
export async function acknowledge(id: string, reason: string): Promise<Flag> {
  const query = `mutation Acknowledge($id: ID!, $reason: String!, $lang: String!) { acknowledge(id: $id, reason: $reason, lang: $lang) { ${FLAG} } }`;
  return (await ask<{ acknowledge: Flag }>(query, { id, reason, lang: lang() })).acknowledge;
}

/** Writes what was asked for in the format of another program, as it is at the time that the page tells of. */
export async function exported(made: ToExport): Promise<Exported> {
  const query = `mutation Export($ids: [ID!]!, $format: ExportFormat!, $recipient: String!, $hops: Int!, $withoutForbidden: Boolean!, $lang: String!, ${TIMED}) {
    export(ids: $ids, format: $format, recipient: $recipient, hops: $hops, withoutForbidden: $withoutForbidden, lang: $lang, ${AT}) {
      id marking things links records met exact leftOut denied files { ending mediaType content } } }`;
  return (await askAt<{ export: Exported }>(query, { ...made, lang: lang() })).export;
}
