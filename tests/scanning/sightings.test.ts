import { expect, test } from 'vitest';
import { createSightings } from '../../src/scanning/sightings.ts';

test('a code held still is news once, however long it is held', () => {
  const sightings = createSightings(1_500);
  const news = [0, 40, 1_400, 2_800, 4_200].map((atMs) => sightings.isNew('A', atMs));
  expect(news).toEqual([true, false, false, false, false]);
});

test('a code that was out of view for the set time is news again', () => {
  const sightings = createSightings(1_500);
  expect([0, 1_499, 2_999].map((atMs) => sightings.isNew('A', atMs))).toEqual([true, false, true]);
});

test('two codes in view together are each news once', () => {
  const sightings = createSightings(1_500);
  const news = ['A', 'B', 'A', 'B'].map((text, index) => sightings.isNew(text, 100 * index));
  expect(news).toEqual([true, true, false, false]);
});

test('a code that stays in view through a pause is no news after it', () => {
  const sightings = createSightings(1_500);
  sightings.isNew('A', 0);
  sightings.skipTime(40, 60_040);
  expect(sightings.isNew('A', 60_080)).toBe(false);
  expect(sightings.isNew('A', 61_580)).toBe(true);
});

test('a code that was gone before a pause is news as soon as it is raised after it', () => {
  const sightings = createSightings(1_500);
  sightings.isNew('A', 0);
  sightings.skipTime(1_600, 60_000);
  expect(sightings.isNew('A', 60_040)).toBe(true);
});
