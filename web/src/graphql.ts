/** Sends one question to the edge under the purpose of this session. */

import { purposeHeaders } from "./purpose.ts";
import { inOurWords } from "./refusals.ts";
import { signIn, stepUp } from "./signin.ts";
import { t } from "./words.ts";

/** An error that the edge gave, or that kept us from reaching it. */
export class Refused extends Error {
  constructor(readonly code: string, detail: string) {
    super(detail);
  }
}

interface Answer<T> { data?: T | null; errors?: { message: string; extensions?: { code?: string; detail?: string } }[] }

/** The data of one query; throws Refused with a sentence that can be shown. */
export async function ask<T>(query: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<T> {
  const answer = await send<T>(query, variables, signal);
  const error = answer.errors?.[0];
  const code = error?.extensions?.code;
  if (code === "SignedOut") {
    await signIn();
    return ask<T>(query, variables, signal);
  }
  if (code === "StepUp" && (await stepUp())) return ask<T>(query, variables, signal);
  if (code === "StepUp") throw new Refused(code, t("stepNeeded"));
  if (error) throw new Refused(code ?? "Query", inOurWords(error.extensions?.detail ?? error.message));
  if (!answer.data) throw new Refused("Empty", t("noAnswer"));
  return answer.data;
}

async function send<T>(query: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<Answer<T>> {
  const body = JSON.stringify({ query, variables });
  const request: RequestInit = { method: "POST", headers: { "content-type": "application/json", ...purposeHeaders() }, body };
  if (signal) request.signal = signal;
  try {
    const response = await fetch("./graphql", request);
    return (await response.json()) as Answer<T>;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused("Unreachable", t("unreachable"));
  }
}
