import { expect, test } from 'vitest';
import { Schedule } from './schedule.ts';

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);
const kindsOf = (seed: number, isPostgres: boolean) =>
  new Schedule(seed, isPostgres).blows.map(({ kind }) => kind);
const failoversOf = (seed: number) =>
  kindsOf(seed, true).filter((kind) => kind === 'fail-over').length;

test('on PostgreSQL seeds restart the database, fail over never, once or twice, and always the same', () => {
  expect(new Set(SEEDS.map(failoversOf))).toEqual(new Set([0, 1, 2]));
  expect(SEEDS.some((seed) => kindsOf(seed, true).includes('restart-database'))).toBe(true);
  expect(SEEDS.map((seed) => kindsOf(seed, true))).toEqual(
    SEEDS.map((seed) => kindsOf(seed, true)),
  );
});

test('on SQLite there is no database beside the server to lose', () => {
  const kinds = new Set(SEEDS.flatMap((seed) => kindsOf(seed, false)));
  expect(kinds).not.toContain('fail-over');
  expect(kinds).not.toContain('restart-database');
  expect(kinds).toContain('kill-server');
});
