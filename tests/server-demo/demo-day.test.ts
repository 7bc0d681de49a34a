import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offRota, turnSeen } from '../../src/domain/rota.ts';
import { tellRecent } from '../../src/server/demo/start-demo.ts';
import {
  DEMO_STREET_ID,
  LATE_GATE_ID,
  SHUT_GATE_ID,
  SILENT_GATE_ID,
} from '../../src/server/demo/street-plan.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import type { Store } from '../../src/server/store/store.ts';

/** 16:30 in the street. */
const NOW = Date.UTC(2026, 2, 28, 8, 30);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SCOPE = `${DEMO_STREET_ID}/`;

let folder: string;
let store: Store;
let gateIds: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-demo-day-'));
  const keys = await openKeyStore(join(folder, 'keys'));
  store = await openSqliteStore(join(folder, 'data'));
  const size = { now: NOW, seed: 5, residents: 300, days: 2 };
  const told = await tellRecent({ store, keys, appVersion: '0.0.0' }, size, NOW - 2 * DAY_MS);
  gateIds = told.street.gateIds;
});

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

test('one gate that is on is silent, two are not on, the others were heard just now', async () => {
  const open = await store.today.openShifts(gateIds, NOW - DAY_MS);
  const heard = new Map(open.map(({ gateId, heardAt }) => [gateId, NOW - (heardAt ?? 0)]));
  expect(heard.get(SILENT_GATE_ID)).toBeGreaterThan(30 * MINUTE_MS);
  heard.delete(SILENT_GATE_ID);
  for (const ago of heard.values()) expect(ago).toBeLessThan(MINUTE_MS);
  const isOn = new Set([...heard.keys(), SILENT_GATE_ID]);
  expect(gateIds.filter((id) => !isOn.has(id)).toSorted()).toEqual([SHUT_GATE_ID, LATE_GATE_ID]);
});

test('yesterday was stated for every gate, today for some, and nothing happened at one', async () => {
  const yesterday = await store.statements.ofDay(SCOPE, '2026-03-27');
  expect(yesterday.map(({ placeId }) => placeId).toSorted()).toEqual(gateIds.toSorted());
  for (const { by, isZero } of yesterday) {
    expect(by).not.toBe('');
    expect(isZero).toBe(false);
  }
  const today = await store.statements.ofDay(SCOPE, '2026-03-28');
  expect(today.length).toBeGreaterThan(1);
  expect(today.length).toBeLessThan(gateIds.length);
  expect(today.filter(({ isZero }) => isZero).map(({ placeId }) => placeId)).toEqual([
    SHUT_GATE_ID,
  ]);
});

test('of the rota one person has not come, one who is on duty is not on it, and one gate opens later', async () => {
  const period = { from: NOW, to: NOW + 8 * 60 * MINUTE_MS };
  const turns = await store.turns.touching(DEMO_STREET_ID, gateIds, period);
  const people = await store.volunteers.all(DEMO_STREET_ID);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const open = await store.today.openShifts(gateIds, NOW - DAY_MS);
  const onDuty = await store.today.onDuty(open);
  const served = open.flatMap(({ gateId, shiftId, startedAt }) =>
    (onDuty.get(shiftId) ?? []).map((name) => ({ gateId, name, from: startedAt, until: null })),
  );
  const named = turns.map((turn) => ({ ...turn, name: names.get(turn.volunteerId) ?? '' }));
  const now = named.filter(({ startsAt }) => startsAt <= NOW);
  const missing = now.filter((turn) => turnSeen(turn, turn.name, served, NOW).state === 'missing');
  expect(missing.map(({ gateId }) => gateId)).toContain('jinxiu-east');
  expect(offRota(served, named, NOW).map(({ gateId }) => gateId)).toEqual(['wutongli-south']);
  const later = turns.filter(({ gateId }) => gateId === LATE_GATE_ID);
  expect(later.length).toBe(2);
  for (const { startsAt } of later) expect(startsAt).toBeGreaterThan(NOW);
});

test('gates have looked at what they must have', async () => {
  expect((await store.standardsAnswers.latest(gateIds)).length).toBeGreaterThan(3);
});
