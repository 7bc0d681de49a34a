import { expect, test } from 'vitest';
import { codePlace } from '../../src/screens/shift/code-place.ts';

const corners = [
  [0.5, 0.5],
  [0.75, 0.25],
] as const;
const rounded = (points: readonly (readonly number[])[]) =>
  points.map((point) => point.map(Math.round));

test('of a wide video in an upright well both sides are cut off', () => {
  const box = { left: 10, top: 100, width: 360, height: 720 };
  const places = codePlace(corners, { width: 1280, height: 720 }, box, false);
  expect(rounded(places)).toEqual([
    [190, 460],
    [190 + 320, 460 - 180],
  ]);
});

test('of an upright video in a wide well top and bottom are cut off', () => {
  const box = { left: 0, top: 0, width: 360, height: 270 };
  const places = codePlace(corners, { width: 720, height: 1280 }, box, false);
  expect(rounded(places)).toEqual([
    [180, 135],
    [270, 135 - 160],
  ]);
});

test('in a mirror left is right', () => {
  const box = { left: 0, top: 0, width: 100, height: 100 };
  const places = codePlace(corners, { width: 100, height: 100 }, box, true);
  expect(rounded(places)).toEqual([
    [50, 50],
    [25, 25],
  ]);
});
