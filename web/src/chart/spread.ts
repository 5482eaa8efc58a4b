/** Makes room: pushes boxes apart until none lies on another, the same way every time. */

export interface Box { id: string; x: number; y: number; pinned: boolean; weight: number }

/** Half the room of a node with its caption below, in the chart's units (pixels when the chart is not scaled). */
const HALF = { width: 58, height: 31 };
const MOST_ROUNDS = 300;
/** Of the plane that the boxes lie in, how much they may fill before they are pushed: the rest is for lines. */
const FILLED = 0.42;
/** Pairs looked at in all, so that a chart of a thousand nodes is laid out in about a second. */
const MOST_PAIRS = 60_000_000;

/** The boxes farther from their middle when they are too dense, in the same picture: so little is left to push. */
export function loosen(boxes: readonly Box[]): Box[] {
  const middle = { x: mean(boxes.map(({ x }) => x)), y: mean(boxes.map(({ y }) => y)) };
  const around = boxes.map(({ x, y }) => (x - middle.x) ** 2 + (y - middle.y) ** 2);
  const area = 2 * Math.PI * median(around);
  const needed = (boxes.length * 4 * HALF.width * HALF.height) / FILLED;
  const factor = Math.max(1, Math.sqrt(needed / Math.max(area, 1)));
  return boxes.map((box) =>
    box.pinned ? box : { ...box, x: middle.x + (box.x - middle.x) * factor, y: middle.y + (box.y - middle.y) * factor },
  );
}

/** Not the mean: one node far away does not make room between the others. */
function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** The boxes without overlap, as far as the rounds go; pinned ones do not move. */
export function spread(boxes: readonly Box[]): Box[] {
  const placed = boxes.map((box) => ({ ...box }));
  const rounds = Math.min(MOST_ROUNDS, Math.ceil(MOST_PAIRS / Math.max(1, placed.length ** 2)));
  for (let round = 0; round < rounds; round += 1) if (!pushAll(placed)) break;
  return placed;
}

function pushAll(boxes: Box[]): boolean {
  let moved = false;
  boxes.forEach((one, index) => {
    for (let other = index + 1; other < boxes.length; other += 1) moved = push(one, boxes[other] as Box) || moved;
  });
  return moved;
}

/** Pushes two boxes apart along the shorter way, the one with more links less; true when they lay on one another. */
function push(one: Box, other: Box): boolean {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const wide = 2 * HALF.width - Math.abs(dx);
  const high = 2 * HALF.height - Math.abs(dy);
  if (wide <= 0.5 || high <= 0.5 || (one.pinned && other.pinned)) return false;
  const [x, y] = wide / HALF.width < high / HALF.height ? [dx < 0 ? -wide : wide, 0] : [0, dy < 0 ? -high : high];
  const share = one.pinned ? 0 : other.pinned ? 1 : other.weight / (one.weight + other.weight);
  [one.x, one.y] = [one.x - x * share, one.y - y * share];
  [other.x, other.y] = [other.x + x * (1 - share), other.y + y * (1 - share)];
  return true;
}
