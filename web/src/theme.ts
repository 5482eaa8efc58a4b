/** Light or dark: as the system says, until somebody chooses. */

const KEY = "locard.theme";

/** Changes from light to dark or back, and remembers it. */
export function chooseTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset["theme"] ?? (dark ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = next;
  localStorage.setItem(KEY, next);
}

const chosen = localStorage.getItem(KEY);
if (chosen) document.documentElement.dataset["theme"] = chosen;
