/** Makes DOM elements; text is always set as text, never as markup. */

type Child = Node | string | number | null | undefined | false;
type Props = Record<string, unknown>;

/** An element with properties, `on…` listeners, `aria-…`/`data-…` attributes and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

function setProp(element: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
  else if (name === "class") element.className = String(value);
  else if (name in element && !name.includes("-")) (element as unknown as Props)[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

const SVG = "http://www.w3.org/2000/svg";

/** A small picture made of one path in a 24 × 24 box. */
export function svg(path: string, className = "icon"): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", className);
  picture.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  picture.append(shape);
  return picture;
}

/** Puts new children in the place of the old ones. */
export function fill(element: Element, ...children: (Child | Child[])[]): void {
  const kept = children.flat().filter((c): c is Node | string | number => c !== null && c !== undefined && c !== false);
  element.replaceChildren(...kept.map((child) => (child instanceof Node ? child : String(child))));
}
