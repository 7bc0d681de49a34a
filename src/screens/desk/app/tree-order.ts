import { PLACE_KINDS, type Place } from '../../../domain/place.ts';

const DIGITS = '〇一二三四五六七八九';
const names = new Intl.Collator('zh', { numeric: true });

/** 第二网格 comes after 第一网格, 10号院 after 9号院. */
const sortName = (name: string): string =>
  name.replaceAll(/[〇一二三四五六七八九]/g, (digit) => String(DIGITS.indexOf(digit)));

/** Depth first, siblings by kind and name: the server knows no order but that of ids. */
export function treeOrder(places: readonly Place[]): readonly Place[] {
  const known = new Set(places.map(({ id }) => id));
  const below = new Map<string | null, Place[]>();
  for (const place of places) {
    const parent = place.parentId !== null && known.has(place.parentId) ? place.parentId : null;
    const siblings = below.get(parent);
    if (siblings) siblings.push(place);
    else below.set(parent, [place]);
  }
  const ordered: Place[] = [];
  const walk = (parent: string | null): void => {
    const siblings = below.get(parent) ?? [];
    siblings.sort(
      (one, other) =>
        PLACE_KINDS.indexOf(one.kind) - PLACE_KINDS.indexOf(other.kind) ||
        names.compare(sortName(one.name), sortName(other.name)),
    );
    for (const place of siblings) {
      ordered.push(place);
      walk(place.id);
    }
  };
  walk(null);
  return ordered;
}
