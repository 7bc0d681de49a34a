import type { IssuedPass } from '../../../protocol/passes.ts';

/** What one sheet holds. */
export interface PassSheetContent {
  /** In the order of their passes. */
  readonly buildings: readonly string[];
  readonly passes: readonly IssuedPass[];
}

/** The buildings in the order of their passes, each once. */
export const buildingsOf = (passes: readonly Pick<IssuedPass, 'building'>[]): string[] => [
  ...new Set(passes.map(({ building }) => building)),
];

/** Those from one building to another, both included, in the order of `buildings`; either way round. */
export function passesBetween<P extends Pick<IssuedPass, 'building'>>(
  passes: readonly P[],
  buildings: readonly string[],
  one: string,
  other: string,
): P[] {
  const at = new Map(buildings.map((building, index) => [building, index]));
  const first = at.get(one) ?? 0;
  const last = at.get(other) ?? buildings.length - 1;
  return passes.filter(({ building }) => {
    const index = at.get(building) ?? 0;
    return index >= Math.min(first, last) && index <= Math.max(first, last);
  });
}

/**
 * A building goes on with the sheet before it only when it fits whole into what is left, else it begins a new one: whoever
 * carries the sheets round has each building in one piece, and houses of one family do not take a sheet each.
 */
export function passSheets(passes: readonly IssuedPass[], perSheet: number): PassSheetContent[] {
  const sheets: { buildings: string[]; passes: IssuedPass[] }[] = [];
  for (const group of byBuilding(passes)) {
    const last = sheets.at(-1);
    const building = group[0]?.building ?? '';
    if (last && last.passes.length + group.length <= perSheet) {
      last.buildings.push(building);
      last.passes.push(...group);
      continue;
    }
    for (let from = 0; from < group.length; from += perSheet) {
      sheets.push({ buildings: [building], passes: group.slice(from, from + perSheet) });
    }
  }
  return sheets;
}

/** Neighbours of one building, in their order. */
function byBuilding(passes: readonly IssuedPass[]): IssuedPass[][] {
  const groups: IssuedPass[][] = [];
  for (const pass of passes) {
    const last = groups.at(-1);
    if (last?.[0]?.building === pass.building) last.push(pass);
    else groups.push([pass]);
  }
  return groups;
}
