import { expect, test } from 'vitest';
import type { Place } from '../../src/domain/place.ts';
import {
  closedBelow,
  namesAbove,
  openBelow,
  type TreeView,
  treeRows,
} from '../../src/screens/desk/places/place-tree.ts';
import { PLACES } from './scripted-desk.ts';

const ALL: TreeView = { text: '', withClosed: false, folded: new Set() };
const lines = (places: readonly Place[], view: Partial<TreeView> = {}): string[] =>
  treeRows(places, { ...ALL, ...view }).map(
    ({ place, depth, gates }) => `${'-'.repeat(depth)}${place.name} ${gates}`,
  );
const closed = (id: string): Place[] =>
  PLACES.map((place) => (place.path.includes(`${id}/`) ? { ...place, closedAt: 5 } : place));
const byName = (name: string, places = PLACES): Place => {
  const found = places.find((place) => place.name === name);
  if (!found) throw new Error(`no place ${name}`);
  return found;
};

test('each place stands below its parent, with the open gates below it', () => {
  expect(lines(PLACES)).toEqual([
    '青石街道 3',
    '-梧桐里社区 3',
    '--梧桐里小区 2',
    '---北门 0',
    '---南门 0',
    '--锦绣苑 1',
    '---东门 0',
  ]);
});

test('who sees only one compound has it at the top', () => {
  const seen = PLACES.filter(({ path }) => path.startsWith('s/c/m1/'));
  expect(lines(seen)).toEqual(['梧桐里小区 2', '-北门 0', '-南门 0']);
});

test('a folded place hides what is below it, and a search finds it all the same', () => {
  const folded = new Set(['m1', 'm2']);
  expect(lines(PLACES, { folded })).not.toContain('---北门 0');
  expect(lines(PLACES, { folded, text: '北' })).toEqual([
    '青石街道 3',
    '-梧桐里社区 3',
    '--梧桐里小区 2',
    '---北门 0',
  ]);
});

test('closed places are shown on demand, and their gates count no longer', () => {
  const places = closed('m2');
  expect(lines(places).join()).not.toContain('锦绣苑');
  expect(lines(places)[0]).toBe('青石街道 2');
  expect(lines(places, { withClosed: true })).toContain('--锦绣苑 0');
});

test('a closing says what it takes with it, a reopening what it leaves closed', () => {
  expect(openBelow(byName('梧桐里社区'), closed('m2')).map(({ name }) => name)).toEqual([
    '梧桐里小区',
    '北门',
    '南门',
  ]);
  const places = closed('m1');
  expect(closedBelow(byName('梧桐里小区', places), places)).toHaveLength(2);
});

test('a place is named by all that is above it', () => {
  expect(namesAbove(byName('东门'), PLACES)).toEqual(['青石街道', '梧桐里社区', '锦绣苑']);
});
