/** The answers of the GraphQL edge, as the page uses them. */

export interface ChartNode { id: string; type: string; caption: string }
export interface Grade { scheme: string; reliability: string; credibility: string }
export interface Detail { property: string; value: string }
export interface Hit extends ChartNode { matched: string; sources: string[]; details: Detail[] }
export interface TextHit { record: string; source: string; key: string; field: string; recorded: string; page: number; offset: number; text: string; more: boolean; marks: { start: number; end: number }[] }
export interface TextsFound { total: number; totalText: string; hits: TextHit[] }
export interface Found { total: number; totalText: string; more: boolean; hits: Hit[]; texts: TextsFound }

export interface Span { field: string; start: number; end: number; page: number }
export interface Statement {
  property: string; value: string; raw: string; kind: string; status: string; grade: Grade;
  validFrom: string; validTo: string; recorded: string; record: string; mention: string; source: string; spans: Span[];
}
export interface Origins { origins: number; same: string[] }
export interface Value extends Origins { value: string; statements: Statement[]; disputed: boolean }
export interface Property { property: string; values: Value[] }
export interface NeighbourCount { linkType: string; type: string; outgoing: boolean; count: number }
export interface Card extends ChartNode {
  sources: string[]; properties: Property[]; neighbours: NeighbourCount[]; mentions: number; shownMentions: number; records: number;
}

export interface Role { role: string; status: string }
export interface Link extends Origins {
  id: string; type: string; from: string; to: string; roles: Role[]; status: string; kind: string; disputed: boolean;
  grade: string; sources: number; details: string[]; records: string[]; validFrom: string; validTo: string; firstRecorded: string; lastRecorded: string;
}
export interface LinksAmong { links: Link[]; exact: boolean }
export interface Neighbour { node: ChartNode; link: Link }
export interface Neighbours { total: number; shown: number; end: string; items: Neighbour[] }
export interface Path { nodes: ChartNode[]; steps: { links: Link[] }[] }
export interface Paths { total: number; exact: boolean; expanded: number; met: number; items: Path[] }

export interface Reason { text: string; weight: number; path: Path | null; records: string[] }
export interface Suggestion {
  id: string; type: string; a: ChartNode; b: ChartNode; score: number;
  evidence: Reason[]; against: Reason[]; wouldChange: string; model: string;
}
export interface Suggestions { total: number; items: Suggestion[] }

export interface WhyLine { text: string; weight: number; left: string; right: string }
export interface StoryStep { how: string; text: string[]; lines: WhyLine[] }
export interface Story { whole: boolean; threshold: string[]; judgements: { text: string }[]; steps: StoryStep[] }

export interface Mark { start: number; end: number; page: number; mention: string; type: string; entity: string; caption: string; foundBy: string }
export type TranslationKind = "MODEL" | "GLOSS";
export interface Field { name: string; text: string; marks: Mark[]; translatable: TranslationKind | null }
export interface Term { start: number; end: number; word: string; gloss: string }
export interface TranslationPart { start: number; end: number; text: string; known: boolean }
export interface Translation { kind: TranslationKind; label: string; by: string; terms: Term[]; parts: TranslationPart[] }
export interface LocardRecord {
  id: string; source: string; feed: string; key: string; version: string; recorded: string; received: string;
  handling: string; grade: Grade; fields: Field[];
}

export interface Word { name: string; label: string }
export interface LinkWord extends Word { symmetric: boolean }
export interface TypeWords extends Word { plural: string; properties: Word[]; kinds: Word[] }
export interface OntologyWords { lang: string; types: TypeWords[]; links: LinkWord[]; roles: Word[] }
