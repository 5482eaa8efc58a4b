/** Passing on what is on the chart: format, recipient, what; the refusal where a handling code forbids it. */

import type { Board } from "./board.ts";
import { belonging } from "./chart/then.ts";
import { labelled, openDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { Refused } from "./graphql.ts";
import { waiting } from "./panel/parts.ts";
import { exported, type ToExport } from "./questions/charts.ts";
import { isNow, told } from "./times.ts";
import type { Exported } from "./types.ts";
import { called, t } from "./words.ts";

const MOST = 500;

/** Formats by their names at the edge; those that have no name of their own are in words. */
const FORMATS: [string, () => string][] = [
  ["ANX", () => "i2 Analyst's Notebook (.anx)"],
  ["GRAPHML", () => "GraphML"],
  ["CSV", () => t("formatCsv")],
  ["JSON", () => t("formatJson")],
  ["FTM", () => "FollowTheMoney"],
  ["STIX", () => "STIX 2.1"],
  ["UMF", () => "UMF (JSON)"],
];

/** Asks what goes to whom, and writes it. */
export function exportDialog(board: Board): void {
  const groups = groupsOf(board);
  if (!groups.length) return board.say(t("chartEmpty"), true);
  const what = h("select", { name: "what" }, ...groups.map(({ words }, index) => h("option", { value: index }, words)));
  const format = h("select", { name: "format" }, ...FORMATS.map(([name, words]) => h("option", { value: name }, words())));
  const recipient = h("input", { name: "recipient", required: true, maxLength: 500, autocomplete: "off" });
  const hops = h("select", { name: "hops" }, ...[0, 1, 2].map((n) => h("option", { value: n }, t(`hops${n}`))));
  const without = h("input", { type: "checkbox", name: "without" });
  const place = h("div", { class: "exported", "aria-live": "polite" });
  const submit = (event?: Event): void => {
    event?.preventDefault();
    recipient.setCustomValidity(recipient.value.trim() ? "" : t("recipient"));
    if (!form.reportValidity()) return;
    const ids = groups[Number(what.value)]?.ids ?? [];
    const again = (): void => {
      without.checked = true;
      submit();
    };
    if (ids.length > MOST) return place.replaceChildren(h("p", { class: "wrong", role: "alert" }, t("mostAtOnce", { count: MOST })));
    void write(place, { ids, format: format.value, recipient: recipient.value.trim(), hops: Number(hops.value), withoutForbidden: without.checked }, again);
  };
  const form = h(
    "form",
    { onsubmit: submit, oninput: () => recipient.setCustomValidity("") },
    h("p", {}, t("exportWhy")),
    isNow() ? "" : h("p", { class: "warn" }, told()),
    labelled(t("what"), what),
    labelled(t("hops"), hops),
    labelled(t("format"), format),
    labelled(t("recipient"), recipient),
    h("label", { class: "check" }, without, t("withoutForbidden")),
    h("button", { type: "submit", class: "primary" }, t("export")),
  );
  openDialog("export", t("exportTitle"), form, place);
  recipient.focus();
}

/** What can be passed on: the chart, what is marked on it, what is chosen. */
function groupsOf(board: Board): { words: string; ids: string[] }[] {
  const all = belonging(board.graph).map(({ id }) => id);
  const marked = all.filter((id) => board.marked.has(id));
  const chosen = board.view?.chosen ?? "";
  const found = [{ words: t("wholeChart", { count: all.length }), ids: all }];
  if (marked.length) found.unshift({ words: t("whatMarked", { count: marked.length }), ids: marked });
  if (board.graph.hasNode(chosen)) found.push({ words: called(board.graph.getNodeAttribute(chosen, "kind"), board.graph.getNodeAttribute(chosen, "caption")), ids: [chosen] });
  return all.length ? found : [];
}

async function write(place: HTMLElement, asked: ToExport, again: () => void): Promise<void> {
  place.replaceChildren(waiting());
  try {
    place.replaceChildren(...done(await exported(asked)));
  } catch (error) {
    const forbidden = error instanceof Refused && error.code === "Forbidden" && !asked.withoutForbidden;
    place.replaceChildren(
      h("div", { class: "trouble", role: "alert" }, h("p", {}, h("b", {}, `${t("refused")}: `), error instanceof Error ? error.message : String(error)), forbidden && h("button", { type: "button", class: "without", onclick: again }, t("exportAgain"))),
    );
  }
}

/** What it holds and how it is marked, and its files; they are kept nowhere but where the user saves them. */
function done(made: Exported): HTMLElement[] {
  const links = made.files.map((file) => {
    const name = `locard-${made.id.slice(0, 8)}${file.ending}`;
    const bytes = Uint8Array.from(atob(file.content), (sign) => sign.charCodeAt(0));
    const link = h("a", { class: "file", download: name, href: URL.createObjectURL(new Blob([bytes], { type: file.mediaType })) }, t("saveFile", { name }));
    return h("li", {}, link);
  });
  return [
    h("p", { class: "marking" }, h("b", {}, `${t("marking")}: ${made.marking}`)),
    h("p", {}, t("exportDone", { things: made.things, links: made.links, records: made.records })),
    ...(made.leftOut ? [h("p", { class: "warn" }, t("leftOut", { count: made.leftOut }))] : []),
    ...(made.denied ? [h("p", { class: "warn" }, t("deniedOut", { count: made.denied }))] : []),
    ...(made.things < made.met || !made.exact ? [h("p", { class: "warn" }, t("takenPartly", { shown: made.things, total: made.exact ? made.met : `${made.met}+` }))] : []),
    h("ul", {}, ...links),
    h("p", { class: "soft" }, t("exportLogged", { id: made.id })),
  ];
}
