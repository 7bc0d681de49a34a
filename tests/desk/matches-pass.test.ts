import { expect, test } from 'vitest';
import { matchesPass } from '../../src/screens/desk/passes/use-passes.ts';

const PASS = { room: '3-1-502', name: '周敬明', maskedName: '周▇明' };

test('a pass is found by its room with or without hyphens, from any part of it', () => {
  for (const text of ['3-1-502', '31502', '3 1 502', '502', '1-50']) {
    expect(matchesPass(PASS, text), text).toBe(true);
  }
  expect(matchesPass(PASS, '4-1-502')).toBe(false);
});

test('a pass is found by a part of the name, where names may be read', () => {
  expect(matchesPass(PASS, '敬明')).toBe(true);
  expect(matchesPass({ ...PASS, name: PASS.maskedName }, '敬')).toBe(false);
});

test('a room without digits is found by its word', () => {
  expect(matchesPass({ ...PASS, room: '东-12' }, '东')).toBe(true);
  expect(matchesPass({ ...PASS, room: '东-12' }, '东-12')).toBe(true);
  expect(matchesPass({ ...PASS, room: '东-12' }, '西')).toBe(false);
});

test('an empty search finds everybody', () => {
  expect(matchesPass(PASS, '  ')).toBe(true);
});
