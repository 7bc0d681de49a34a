import { expect, test } from 'vitest';
import { exitDays } from '../../../src/domain/rules/exit-days.ts';

const oneInTwo = { persons: 1, periodDays: 2 };

test('who went out today or yesterday keeps the household in until the second day after', () => {
  expect(exitDays([0], [], oneInTwo)).toEqual({ went: 1, free: 2 });
  expect(exitDays([1], [], oneInTwo)).toEqual({ went: 1, free: 1 });
  expect(exitDays([2], [], oneInTwo)).toEqual({ went: 0, free: 0 });
});

test('a late return costs the exit that would have come next', () => {
  expect(exitDays([2], [2], oneInTwo)).toEqual({ went: 0, free: 2 });
  expect(exitDays([3], [3], oneInTwo)).toEqual({ went: 0, free: 1 });
  expect(exitDays([4], [4], oneInTwo)).toEqual({ went: 0, free: 0 });
});

test('while the exit itself still counts, the day that is told is that after the cost', () => {
  expect(exitDays([0], [0], oneInTwo)).toEqual({ went: 1, free: 4 });
});

test('of two persons a late return takes the place of one, on the day of the return', () => {
  const two = { persons: 2, periodDays: 2 };
  expect(exitDays([0], [0], two)).toEqual({ went: 1, free: 2 });
  expect(exitDays([0], [], two)).toEqual({ went: 1, free: 0 });
});

test('two late returns cost two exits, one after the other', () => {
  expect(exitDays([8, 6], [8, 6], oneInTwo)).toEqual({ went: 0, free: 0 });
  expect(exitDays([6, 5], [6, 5], oneInTwo)).toEqual({ went: 0, free: 1 });
  expect(exitDays([4, 3], [4, 3], oneInTwo)).toEqual({ went: 0, free: 3 });
});

test('where nobody may go out at all, a day is told and nothing is looked for in vain', () => {
  expect(exitDays([], [1, 1], { persons: 0, periodDays: 31 })).toEqual({ went: 0, free: 31 });
});
