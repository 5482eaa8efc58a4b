/** What the edge refuses, in the language of the page: the refusals that people meet by what they type and choose. */

import { t } from "./words.ts";

/** How the edge says it, and the phrase that says the same here; what the pattern names is filled in. */
const SAID: [RegExp, string][] = [
  [/^These are (?<given>\d+) words: search for (?<most>\d+) of them/, "tooManyWords"],
  [/ is no date and no moment/, "timeWrong"],
  [/ is no date or moment: write/, "dayWrong"],
  [/^since \((?<since>.*)\) lies after until \((?<until>.*)\)/, "sinceAfterUntil"],
  [/^(?<count>\d+) of (?<total>\d+) records may not be passed on \((?<codes>.*?)\)/, "forbidden"],
  [/^Nothing may be passed on /, "forbiddenAll"],
  [/^Your function may not do this\./, "mayNot"],
  [/^That has no coordinates/, "noCoordinates"],
  [/^nothing is known under /, "notThere"],
  [/^Version (?<version>\d+) was saved by (?<author>.*) meanwhile/, "savedMeanwhile"],
  [/^The \w+ is that already/, "correctSame"],
  [/^'(?<value>.*)' cannot be the \w+: /, "valueWrong"],
];

/** A refusal in the language of the page; one that has no phrase stays as the edge said it. */
export function inOurWords(detail: string): string {
  for (const [pattern, phrase] of SAID) {
    const found = pattern.exec(detail);
    if (found) return t(phrase, found.groups);
  }
  return detail;
}
