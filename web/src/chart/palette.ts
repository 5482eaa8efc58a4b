/** How each type looks: a shape, a colour and a picture, so that none rests on colour alone. */

export type ShapeName = "disc" | "ring" | "square" | "capsule" | "diamond" | "triangle" | "page" | "hexagon";

/** Shape numbers as the node shader knows them. */
export const SHAPES: Record<ShapeName, number> = {
  disc: 0, ring: 1, square: 2, capsule: 3, diamond: 4, triangle: 5, page: 6, hexagon: 7,
};

export interface Look { shape: ShapeName; color: string; icon: string; lift?: number }

/** Colours after Okabe and Ito, darkened until white pictures stand out on them. */
const LOOKS: Record<string, Look> = {
  Person: { shape: "disc", color: "#0068a8", icon: "M12 4a4.2 4.2 0 1 0 0 8.4A4.2 4.2 0 1 0 12 4ZM4 20.5c.4-4.300 3.600-6.500 8-6.500s7.600 2.200 8 6.500Z" },
  Alias: { shape: "ring", color: "#3d8fc4", icon: "M3 8c3-1.300 6-1.300 9 .300 3-1.600 6-1.600 9-.300 .300 5-1.500 8.500-5 8.500-2 0-3-1.500-4-2.500-1 1-2 2.500-4 2.500-3.500 0-5.300-3.500-5-8.500ZM6.200 11.200c1.500 1.600 2.900 1.600 3.900.300-1.100-1.300-2.600-1.300-3.900-.300ZM17.800 11.200c-1.300-1-2.800-1-3.900.300 1 1.300 2.400 1.300 3.900-.300Z" },
  Organisation: { shape: "square", color: "#007a5a", icon: "M5 21V4h9v5h5v12h-5.500v-4h-3v4ZM7.500 6.500v2h1.500v-2ZM11 6.500v2h1.500v-2ZM7.500 11v2h1.500v-2ZM11 11v2h1.500v-2ZM15.500 12v2H17v-2ZM15.500 16v2H17v-2Z" },
  Vehicle: { shape: "capsule", color: "#b86e00", icon: "M2.500 16v-4l3-1 2.500-4.500h7.500l3.500 4.500 2.500 1V16h-1.700a2.600 2.600 0 0 0-5.100 0H9.300a2.600 2.600 0 0 0-5.100 0ZM9 8.500 7.500 11h4V8.500ZM13 8.500V11h3.500L14.700 8.500ZM6.700 15a1.600 1.600 0 1 0 0 3.200 1.600 1.600 0 1 0 0-3.200ZM17.300 15a1.600 1.600 0 1 0 0 3.200 1.600 1.600 0 1 0 0-3.200Z" },
  Object: { shape: "diamond", color: "#b04a86", icon: "M12 3.500 20 7.700v8.600L12 20.500 4 16.300V7.700ZM12 5.800 7.300 8.200 12 10.700l4.700-2.500ZM6 10v5.200l5 2.600v-5.200ZM18 10l-5 2.600v5.200l5-2.600Z" },
  Location: { shape: "triangle", color: "#c24a00", lift: 0.18, icon: "M12 2.500a6.500 6.500 0 0 0-6.500 6.500c0 4.800 6.500 12.500 6.500 12.500s6.500-7.700 6.500-12.500A6.500 6.500 0 0 0 12 2.500ZM12 6.500a2.600 2.600 0 1 1 0 5.200 2.600 2.600 0 1 1 0-5.200Z" },
  Case: { shape: "page", color: "#6b4fa0", icon: "M3 6.500V19h18V8.500h-9L10 6ZM6 12h12v1.600H6ZM6 15.300h8v1.600H6Z" },
  Event: { shape: "hexagon", color: "#566270", icon: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18ZM12 5.200a6.800 6.800 0 1 1 0 13.600 6.800 6.800 0 1 1 0-13.600ZM11 7.500h2v4.200l3 2.300-1.200 1.600L11 12.700Z" },
};
const UNKNOWN: Look = { shape: "disc", color: "#566270", icon: "M10.500 17h3v3h-3ZM8 8a4 4 0 1 1 5.500 3.700V15h-3v-5.300H12A1.400 1.400 0 1 0 10.600 8Z" };

/** The look of a type; one that the page does not know is a grey disc with a question mark. */
export function lookOf(type: string): Look {
  return LOOKS[type] ?? UNKNOWN;
}

export const STROKES = { solid: 0, dashed: 1, dotted: 2, crossed: 3 } as const;
export type Stroke = keyof typeof STROKES;

export interface Paper { ink: string; soft: string; paper: string; line: string; accent: string; denied: string }

/** The colours of the page as its style sheet gives them now. */
export function paper(): Paper {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"), soft: read("--soft"), paper: read("--paper"),
    line: read("--line-strong"), accent: read("--accent"), denied: read("--denied"),
  };
}
