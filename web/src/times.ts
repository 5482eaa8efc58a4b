/** Of which time the page tells: what was true then, and what was known then; both empty for now. */

import { t } from "./words.ts";

export interface Times { asOf: string; knownAt: string }

/** A date or moment as the edge reads it; "" is now. */
export const MOMENT = /^(\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?)?$/;

let current: Times = { asOf: "", knownAt: "" };

/** The times that every question asks for. */
export function times(): Times {
  return current;
}

/** From now on every question asks for these. */
export function setTimes(given: Times): void {
  current = { asOf: given.asOf, knownAt: given.knownAt };
}

/** True when the page tells of now. */
export function isNow(of: Times = current): boolean {
  return !of.asOf && !of.knownAt;
}

/** The times in words; empty for now. */
export function told(of: Times = current): string {
  return [of.asOf && t("asOfIs", { day: of.asOf }), of.knownAt && t("knownAtIs", { day: of.knownAt })].filter(Boolean).join(" · ");
}
