/** Pieces that several questions share. */

import { ask } from "../graphql.ts";
import { times } from "../times.ts";

export const GRADE = "grade { scheme reliability credibility }";
export const NODE = "id type caption";
export const LINK = `id type from to roles { role status } status kind disputed grade sources origins same details records validFrom validTo undated firstRecorded lastRecorded`;
export const PATH = `nodes { ${NODE} } steps { links { ${LINK} } }`;

/** What a question of a time is given: `TIMED` among its variables, `AT` among its arguments. */
export const TIMED = "$asOf: String!, $knownAt: String!";
export const AT = "asOf: $asOf, knownAt: $knownAt";

/** Asks for the time that the page tells of. */
export function askAt<T>(query: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<T> {
  return ask<T>(query, { ...variables, ...times() }, signal);
}
