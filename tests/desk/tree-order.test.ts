import { expect, test } from 'vitest';
import type { Place } from '../../src/domain/place.ts';
import { treeOrder } from '../../src/screens/desk/app/tree-order.ts';
import { PLACES } from './scripted-desk.ts';

const [street] = PLACES;
if (!street) throw new Error('no street');
const at = (name: string, kind: Place['kind'], parent = street): Place => ({
  ...street,
  id: name,
  parentId: parent.id,
  kind,
  name,
  path: `${parent.path}${name}/`,
});

test('numbers count as numbers, in Chinese too, and kinds stay together', () => {
  const places = [
    street,
    at('10号院', 'courtyard'),
    at('第二网格', 'grid'),
    at('9号院', 'courtyard'),
    at('第一网格', 'grid'),
    at('北河村', 'village'),
  ];
  expect(treeOrder(places).map(({ name }) => name)).toEqual([
    '青石街道',
    '北河村',
    '第一网格',
    '第二网格',
    '9号院',
    '10号院',
  ]);
});

test('all stay, each right after its parent or a sibling with what is below', () => {
  const one = at('甲社区', 'community');
  const other = at('乙社区', 'community');
  const places = [
    street,
    one,
    other,
    at('甲小区', 'compound', one),
    at('乙小区', 'compound', other),
  ];
  expect(treeOrder(places).map(({ name }) => name)).toEqual([
    '青石街道',
    '甲社区',
    '甲小区',
    '乙社区',
    '乙小区',
  ]);
  expect(treeOrder(PLACES)).toHaveLength(PLACES.length);
});
