import { expect, test } from 'vitest';
import { firstDirection } from '../../src/screens/gate/first-direction.ts';
import { entryOf } from './any-shift.ts';

const [out, back] = [entryOf(1, { direction: 'out' }), entryOf(2, { direction: 'in' })];

test('a phone that never worked a gate begins with people who leave', () => {
  expect(firstDirection({ lastDirection: null }, { entries: [] })).toBe('out');
});

test('the switch stands as it was left, whichever way the last entry went', () => {
  expect(firstDirection({ lastDirection: 'in' }, { entries: [] })).toBe('in');
  expect(firstDirection({ lastDirection: 'in' }, { entries: [back, out] })).toBe('in');
  expect(firstDirection({ lastDirection: 'out' }, { entries: [back] })).toBe('out');
});

test('without that the shift goes on the way its last entry went', () => {
  expect(firstDirection({ lastDirection: null }, { entries: [out, back] })).toBe('in');
  expect(firstDirection({ lastDirection: null }, { entries: [back, out] })).toBe('out');
});
