/** Signing in at the provider in a window of its own: what is on the page stays. */

import { h } from "./dom.ts";
import { t } from "./words.ts";

const CHANNEL = "locard.signed";
const WINDOW = "popup,width=520,height=720";

/** How it went at the provider. */
type Came = "in" | "no";

/** A link that opens the window; `came` is called each time it comes back, until `end`. */
export function providerLink(address: string, words: string, came: (how: Came) => void): { link: HTMLElement; end(): void } {
  const open = (event: Event): void => {
    // Where windows are not opened by scripts the link opens a tab, which then says that it can be closed.
    if (window.open(link.href, CHANNEL, WINDOW)) event.preventDefault();
  };
  const link = h("a", { class: "button provider", href: `${address}?window=1`, target: "_blank", rel: "noopener", onclick: open }, words);
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }: MessageEvent<Came>) => came(data));
  return { link, end: () => channel.close() };
}

/** True in the window that came back from the provider: it tells the page, and closes. */
export function cameBack(): boolean {
  const how = new URLSearchParams(location.search).get("signed");
  if (how !== "in" && how !== "no") return false;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(how);
  channel.close();
  document.body.replaceChildren(h("p", { class: "came-back", role: "status" }, t(how === "in" ? "providerDone" : "providerRefused"), " ", t("providerClose")));
  window.close();
  return true;
}
