import type { Place } from '../../../domain/place.ts';
import type { PlacedGate } from '../parts/gates-within.ts';

/** Thousandths of the map's width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Block extends Spot {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface SchematicMap {
  readonly communities: readonly Block[];
  readonly guarded: readonly Block[];
  /** Where each gate stands that nobody has placed. */
  readonly spots: ReadonlyMap<string, Spot>;
}

type Box = Omit<Block, 'id' | 'name'>;

const ROAD = 24;
const PATH = 12;
const EDGE = 14;
/** Of a block, for its name. */
const NAME_SHARE = 0.3;

/** A street from its tree alone: communities as blocks between roads, what gates guard as blocks within, by the number of gates. */
export function schematicMap(gates: readonly PlacedGate[]): SchematicMap {
  const communities: Block[] = [];
  const guarded: Block[] = [];
  const spots = new Map<string, Spot>();
  const street: Box = { x: 0, y: 0, width: 1000, height: 1000 };
  for (const group of dealt(
    grouped(gates, ({ community }) => community),
    street,
    ROAD,
  )) {
    communities.push({ ...group.box, id: group.place.id, name: group.place.name });
    const inner = inset(group.box, EDGE, nameHeight(group.box));
    for (const part of dealt(
      grouped(group.gates, (one) => one.guarded),
      inner,
      PATH,
    )) {
      const isWhole = part.place.id === group.place.id;
      if (!isWhole) guarded.push({ ...part.box, id: part.place.id, name: part.place.name });
      const room = isWhole ? part.box : inset(part.box, 0, nameHeight(part.box));
      part.gates.forEach(({ gate }, index) => {
        spots.set(gate.id, spotOf(index, part.gates.length, room));
      });
    }
  }
  return { communities, guarded, spots };
}

interface Group {
  readonly place: Place;
  readonly gates: readonly PlacedGate[];
}

function grouped(gates: readonly PlacedGate[], placeOf: (gate: PlacedGate) => Place): Group[] {
  const groups = new Map<string, { place: Place; gates: PlacedGate[] }>();
  for (const gate of gates) {
    const place = placeOf(gate);
    const group = groups.get(place.id);
    if (group) group.gates.push(gate);
    else groups.set(place.id, { place, gates: [gate] });
  }
  return [...groups.values()];
}

const weight = (groups: readonly Group[]): number =>
  // More than the gates, so that a community of one gate still has room for its name.
  groups.reduce((sum, { gates }) => sum + gates.length + 1.5, 0);

/** Halves the box across its longer side until each group has its own part of it. */
function dealt(groups: readonly Group[], box: Box, gap: number): (Group & { box: Box })[] {
  const [first] = groups;
  if (!first) return [];
  if (groups.length === 1) return [{ ...first, box }];
  const half = weight(groups) / 2;
  const offBalance = (at: number): number => Math.abs(weight(groups.slice(0, at)) - half);
  let cut = 1;
  while (cut < groups.length - 1 && offBalance(cut + 1) < offBalance(cut)) cut++;
  const share = weight(groups.slice(0, cut)) / weight(groups);
  const isWide = box.width >= box.height;
  const room = Math.max(0, (isWide ? box.width : box.height) - gap);
  const size = room * share;
  const one: Box = isWide ? { ...box, width: size } : { ...box, height: size };
  const other: Box = isWide
    ? { ...box, x: box.x + size + gap, width: room - size }
    : { ...box, y: box.y + size + gap, height: room - size };
  return [...dealt(groups.slice(0, cut), one, gap), ...dealt(groups.slice(cut), other, gap)];
}

const nameHeight = ({ height }: Box): number => Math.min(46, height * NAME_SHARE);

const inset = (box: Box, edge: number, top: number): Box => ({
  x: box.x + edge,
  y: box.y + top,
  width: Math.max(0, box.width - 2 * edge),
  height: Math.max(0, box.height - edge - top),
});

/** Rows from the left; whole thousandths, as they are kept. */
function spotOf(index: number, count: number, { x, y, width, height }: Box): Spot {
  const columns = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * width) / height))));
  const rows = Math.ceil(count / columns);
  const row = Math.floor(index / columns);
  const inRow = row === rows - 1 ? count - row * columns : columns;
  return {
    x: Math.round(x + ((index % columns) + 0.5) * (width / inRow)),
    y: Math.round(y + (row + 0.42) * (height / rows)),
  };
}
