import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streetDay, streetDayStart } from '../../src/domain/street-time.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { openRoster } from '../../src/roster/roster-file.ts';
import { firstHead, nextHead } from '../../src/sealing/chain.ts';
import { buildDemoStreet } from '../../src/server/demo/build-demo-street.ts';
import { streetHistory } from '../../src/server/demo/street-history.ts';
import { DEMO_COMPOUNDS, DEMO_STREET_ID } from '../../src/server/demo/street-plan.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import type { Store } from '../../src/server/store/store.ts';

/** 14:30 in the street. */
const NOW = Date.UTC(2026, 2, 28, 6, 30);
const SIZE = { now: NOW, seed: 5, residents: 300, days: 2 };
const EVERYTHING = {
  streetId: DEMO_STREET_ID,
  gateIds: null,
  from: null,
  to: null,
  verdict: null,
  direction: null,
  search: null,
  rosterNumber: null,
  householdId: null,
};

let folder: string;
let store: Store;
let street: Awaited<ReturnType<typeof buildDemoStreet>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-demo-test-'));
  const keys = await openKeyStore(join(folder, 'keys'));
  store = await openSqliteStore(join(folder, 'data'));
  street = await buildDemoStreet({ store, keys, appVersion: '0.0.0' }, SIZE);
});

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the ledger has every entry and refusal that was made up, at its gate', async () => {
  const { tally } = street;
  expect(tally.entries).toBeGreaterThan(200);
  const all = await store.ledger.count(EVERYTHING);
  expect(all.total).toBe(tally.entries + tally.refusals);
  const lines = await store.ledger.lines(EVERYTHING, null, 10_000);
  const entries = lines.filter(({ entry }) => !entry.flags.includes('refusal'));
  const byGate = new Map<string, number>();
  for (const { entry } of entries) byGate.set(entry.gateId, (byGate.get(entry.gateId) ?? 0) + 1);
  expect([...byGate].sort()).toEqual([...tally.entriesByGate].sort());
  const inState = (state: string) => entries.filter(({ entry }) => entry.state === state).length;
  expect(inState('undone')).toBe(tally.undone);
  expect(inState('continued')).toBe(tally.continued);
  expect(inState('corrected')).toBe(tally.corrected);
  expect(entries.filter(({ entry }) => entry.facts.subject.kind === 'visitor').length).toBe(
    tally.visitors,
  );
});

test('some visitors showed both codes, of the day they came', async () => {
  const lines = await store.ledger.lines(EVERYTHING, null, 10_000);
  const visitors = lines.filter(({ entry }) => entry.facts.subject.kind === 'visitor');
  const shown = visitors.filter(({ entry }) => entry.facts.shown.length > 0);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.length).toBeLessThan(visitors.length / 4);
  for (const { entry } of shown) {
    const shownOn = streetDay(entry.at, 'Asia/Shanghai');
    expect(entry.facts.shown).toEqual([
      { kind: 'health-code', colour: 'green', shownOn },
      { kind: 'travel-card', isStarred: false, shownOn },
    ]);
  }
});

test('every resident who passed has a name and a room in the ledger', async () => {
  const lines = await store.ledger.lines(EVERYTHING, null, 10_000);
  const residents = lines.filter(
    ({ entry }) => entry.facts.subject.kind !== 'visitor' && !entry.flags.includes('refusal'),
  );
  expect(residents.length).toBeGreaterThan(100);
  for (const line of residents) {
    expect(line.name).not.toBe('');
    expect(line.room).not.toBe('');
  }
});

test('who waits for a reading is logged as a phone logs it', async () => {
  const lines = await store.ledger.lines(EVERYTHING, null, 10_000);
  const waiting = lines
    .filter(({ entry }) => entry.original.reading === null && !entry.flags.includes('refusal'))
    .map(({ entry }) => entry.original);
  expect(waiting.length).toBeGreaterThan(0);
  for (const facts of waiting) {
    expect(facts).toMatchObject({ verdict: 'check', outcome: 'parked', reasons: [] });
  }
});

test('history goes on until now and not beyond it', async () => {
  const today = streetDayStart(NOW, street.policy.timeZone);
  const since = async (from: number) => (await store.ledger.count({ ...EVERYTHING, from })).total;
  expect(await since(today)).toBeGreaterThan(50);
  expect(await since(NOW - 3_600_000)).toBeGreaterThan(0);
  expect(await since(NOW + 1)).toBe(0);
  const [oldest] = (await store.ledger.lines(EVERYTHING, null, 10_000)).slice(-1);
  expect(oldest?.entry.at).toBeLessThan(today - 86_400_000);
});

test('all records are in custody, readable, and their chains come to the heads that were signed', async () => {
  let records = 0;
  for (const deviceId of street.deviceIds) {
    expect(await store.custody.sharePredecessor(deviceId)).toEqual([]);
    for (const { segmentId, number } of await store.custody.acknowledged(deviceId, 1_000)) {
      records += number;
      const segment = await store.custody.segment(deviceId, segmentId);
      if (!segment) throw new Error('an acknowledged segment is not there');
      expect(segment.unreadable).toEqual([]);
      expect(segment.quarantinedFrom).toBeNull();
      expect(segment.forked).toBe(false);
      let head = await firstHead(segmentId);
      for (const { sealed } of await store.custody.sealed(deviceId, segmentId, 1, number)) {
        head = await nextHead(head, sealed);
      }
      expect(equalBytes(head, segment.head)).toBe(true);
    }
  }
  expect(records).toBe(street.tally.records);
});

test('each compound has its roster, with passes for residents and households', async () => {
  let residents = 0;
  for (const { id, share } of DEMO_COMPOUNDS) {
    const saved = await store.rosters.file(id);
    if (!saved) throw new Error(`no roster for ${id}`);
    const roster = openRoster(saved.file);
    residents += roster.size;
    expect(roster.compoundId).toBe(id);
    for (const kind of ['resident', 'household'] as const) {
      const filter = { streetId: DEMO_STREET_ID, compoundId: id, kind, text: '' };
      const [held] = await store.passes.page(filter, null, 1);
      expect(held === undefined).toBe(share === 0);
      if (!held) continue;
      const { passNumber } = held.pass;
      if (held.resident) expect(roster.byPassNumber(passNumber)?.name).toBe(held.resident.name);
      else expect(roster.householdByPassNumber(passNumber)?.id).toBe(held.household.id);
    }
  }
  expect(residents).toBe(SIZE.residents);
  expect((await store.gates.within(`${DEMO_STREET_ID}/`)).length).toBe(street.gateIds.length);
});

test('the same seed tells the same history, another seed another one', () => {
  const told = (seed: number) =>
    JSON.stringify([...streetHistory({ ...SIZE, seed }, street.policy, '0.0.0')]);
  expect(told(5)).toBe(told(5));
  expect(told(6)).not.toBe(told(5));
});

test('at any hour of the day the shifts add up and no record is ahead of its time', () => {
  for (let hour = 0; hour < 24; hour++) {
    const now = NOW + hour * 3_600_000;
    for (const { shifts } of streetHistory({ ...SIZE, now, days: 1 }, street.policy, '0.0.0')) {
      for (const { segments, sentAt } of shifts) {
        expect(sentAt).toBeLessThanOrEqual(now);
        const records = segments.flatMap((segment) => segment.records);
        const times = records.map((record) => record.at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times.at(-1)).toBeLessThanOrEqual(now);
        for (const record of records) {
          if (record.kind === 'shift-close') expect(record.recordCount).toBe(records.length);
        }
      }
    }
  }
});
