import { expect, test } from 'vitest';
import { fuzz, fuzzTargets, SLOW_MS, threadMs } from './fuzz.ts';
import type { Case, Target } from './targets.ts';

test('4,000 changed codes are read: none is thrown at, hangs or passes for what it is not', async () => {
  const { findings, cases } = await fuzz(20_220_403, 4_000);
  expect(findings).toEqual([]);
  expect(Math.min(...cases.values())).toBeGreaterThan(5);
});

test.each<[string, Case['check']]>([
  ['threw', () => JSON.parse('{')],
  [
    'took',
    () => {
      const startedAt = threadMs();
      while (threadMs() - startedAt < 3 * SLOW_MS);
      return null;
    },
  ],
  ['accepted', async () => 'accepted what nobody made'],
])('a reader that %s is found out', async (what, check) => {
  const target: Target = { name: 'planted', weight: 1, make: () => ({ input: 1, check }) };
  const { findings } = await fuzzTargets([target], 1, 3);
  expect(findings.map((finding) => finding.what.startsWith(what))).toEqual([true, true, true]);
});
