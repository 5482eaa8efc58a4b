/** The answers of the GraphQL edge, as the page uses them. */

export interface ChartNode { id: string; type: string; caption: string }
export interface Grade { scheme: string; reliability: string; credibility: string }
export interface Detail { property: string; value: string }
export interface Hit extends ChartNode { matched: string; sources: string[]; details: Detail[] }
export interface TextHit { record: string; source: string; key: string; field: string; recorded: string; page: number; offset: number; text: string; more: boolean; marks: { start: number; end: number }[] }
export interface TextsFound { total: number; totalText: string; more: boolean; hits: TextHit[] }
export interface Found { total: number; totalText: string; more: boolean; hits: Hit[]; texts: TextsFound }

export interface Span { field: string; start: number; end: number; page: number }
export interface Statement {
  property: string; value: string; raw: string; kind: string; status: string; grade: Grade;
  validFrom: string; validTo: string; recorded: string; record: string; mention: string; source: string; undated: boolean; spans: Span[];
}
export interface Origins { origins: number; same: string[] }
export interface Value extends Origins {
  value: string; statements: Statement[]; disputed: boolean; sources: number; grade: string; kind: string; status: string;
  validFrom: string; validTo: string; recorded: string;
}
export interface Property { property: string; why: string; values: Value[] }
export interface NeighbourCount { linkType: string; type: string; outgoing: boolean; count: number }
export interface Card extends ChartNode {
  sources: string[]; properties: Property[]; neighbours: NeighbourCount[]; mentions: number; shownMentions: number; records: number;
}

export interface Role { role: string; status: string }
export interface Link extends Origins {
  id: string; type: string; from: string; to: string; roles: Role[]; status: string; kind: string; disputed: boolean;
  grade: string; sources: number; details: string[]; records: string[]; validFrom: string; validTo: string; undated: boolean; firstRecorded: string; lastRecorded: string;
}
export interface LinksAmong { links: Link[]; exact: boolean }
export interface Neighbour { node: ChartNode; link: Link }
export interface Neighbours { total: number; shown: number; end: string; items: Neighbour[] }
export interface Path { nodes: ChartNode[]; steps: { links: Link[] }[] }
export interface FoundPath extends Path { kind: string; status: string; grade: string; together: boolean }
export interface Paths { total: number; exact: boolean; expanded: number; met: number; items: FoundPath[] }

export interface Reason { text: string; weight: number; path: Path | null; records: string[] }
export interface Suggestion {
  id: string; type: string; a: ChartNode; b: ChartNode; score: number;
  evidence: Reason[]; against: Reason[]; wouldChange: string; model: string;
}
export interface Suggestions { total: number; items: Suggestion[] }

export interface WhyLine { text: string; weight: number; left: string; right: string }
export interface StoryStep { how: string; text: string[]; left: string[]; right: string[]; lines: WhyLine[] }
export interface Part { caption: string; mentions: string[] }
export interface Change { id: string; at: string; what: string[]; text: string[]; causes: { kind: string; text: string; reference: string }[]; before: Part[] }
export interface Story {
  whole: boolean; threshold: string[]; judgements: { text: string }[]; steps: StoryStep[]; changes: Change[]; begun: string;
}
export interface Judgement { id: string; kind: string; text: string }
export interface Split { parts: Part[]; retracted: (Judgement & { a: string; b: string })[]; judged: Judgement[]; warnings: string[] }

export interface Entry { begins: string; ends: string; name: string; value: string; records: string[]; link: Link | null; node: ChartNode | null; places: ChartNode[] }
export interface Entries { total: number; shown: number; end: string; undated: number; items: Entry[] }
export interface Timeline extends Entries { read: number; mentions: number }
export interface Near extends Entries { looked: number; met: number; exact: boolean; places: { metres: number; node: ChartNode }[] }
export interface Common {
  total: number; shown: number; end: string; exact: boolean; expanded: number; met: number;
  of: ChartNode[]; items: { node: ChartNode; sides: { links: Link[] }[] }[];
}
export interface ChartRef { ids?: string[]; chart?: string; version?: number }
export interface ChartSide { nodes: ChartNode[]; links: Link[] }
export interface Comparison { both: ChartSide; left: ChartSide; right: ChartSide; joining: Link[]; exact: boolean }

export interface ChartHead { id: string; name: string; case: string; author: string; at: string; version: number }
export interface SavedCharts { total: number; items: ChartHead[] }
export interface SavedNote { text: string; x: number; y: number }
export interface SavedNode { entity: string; type: string; caption: string; x: number; y: number }
export interface SavedChart extends ChartHead { versions: number; notices: string[]; erased: { text: string; at: string }[]; nodes: SavedNode[]; notes: SavedNote[] }
export interface Flag { id: string; kind: string; object: string; name: string; author: string; at: string; change: string; changed: string; text: string; acknowledged: boolean }
export interface Flags { total: number; exact: boolean; items: Flag[] }
export interface Exported {
  id: string; marking: string; things: number; links: number; records: number; met: number; exact: boolean; leftOut: number; denied: number;
  files: { ending: string; mediaType: string; content: string }[];
}

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

export interface PassageRead {
  id: string; plate: string; country: string; camera: string; time: string; lane: string; direction: string; confidence: number; record: string;
}
export interface Passages { total: number; shown: number; end: string; since: string; items: PassageRead[] }

export interface RelyingOn { kind: string; id: string; name: string; author: string; at: string }
export interface Proposal { was: string; value: string; mentions: number; versions: number; relying: RelyingOn[] }
export interface Correction { id: string; mention: string; record: string; type: string; property: string; was: string; value: string; author: string; reason: string; at: string }
export interface Touches {
  shown: string; mentions: number; links: number; decisions: number;
  records: { id: string; source: string; key: string; version: string; received: string }[]; relying: RelyingOn[];
}
export interface ErasureDone { records: number; mentions: number; decisions: number; unswept: string[] }
export interface Glass { case: string; until: string }

export interface Word { name: string; label: string }
export interface LinkWord extends Word { symmetric: boolean }
export interface TypeWords extends Word { plural: string; properties: Word[]; kinds: Word[] }
export interface OntologyWords { lang: string; types: TypeWords[]; links: LinkWord[]; roles: Word[] }

export interface TermBasis { event: string; day: string; period: string; level: string; law: string; confirmed: boolean }
export interface TermDecision { record: string; verdict: string; day: string; author: string; reason: string }
export interface TermItem { record: string; source: string; key: string; category: string; since: string; blockedBy: string[]; basis: TermBasis; decision: TermDecision | null }
export interface TermQueue { total: number; end: string; items: TermItem[] }
