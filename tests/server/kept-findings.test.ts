import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordId, Shown, Visitor } from '../../src/domain/entry.ts';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import type { MarkSubject } from '../../src/domain/mark.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { projectRecords } from '../../src/server/ingest/project-records.ts';
import { type Finding, findingOf } from '../../src/server/judging/finding.ts';
import { judgeEntries } from '../../src/server/judging/judge-entries.ts';
import { KeptFindings } from '../../src/server/judging/kept-findings.ts';
import { policiesThen } from '../../src/server/judging/policies-then.ts';
import { writeProjection } from '../../src/server/store/projection.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { DAY, HOUR_MS, MINUTE_MS, NOON, QUOTA } from './judged-street.ts';
import { facts } from './server-rig.ts';
import { emptyTables, isOnPostgres, type TestDatabase } from './test-database.ts';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 24 * HOUR_MS;
const FROM = NOON - 12 * HOUR_MS;
const GATES = ['g1', 'g2', 'g3'];
const PEOPLE = [11, 12, 13, 21, 31];

let tables: TestDatabase;
let store: Store;
beforeAll(async () => {
  tables = await emptyTables();
  store = await openStore(tables.database);
  await store.places.add({ id: 's', parentId: null, kind: 'street', name: '青石街道' });
  await store.places.add({ id: 'm', parentId: 's', kind: 'compound', name: '梧桐里' });
  for (const id of GATES) {
    await store.places.add({ id, parentId: 'm', kind: 'gate', name: id });
  }
});
afterAll(() => tables.close());

/** Of household 1, 2 or 3 by their first digit; 13 lives with 2 after they moved. */
const roster = (has13Moved: boolean, now: number): Promise<number> =>
  replaceRoster(
    store,
    {
      compoundId: 'm',
      households: [1, 2, 3].map((id) => ({
        id,
        building: '3',
        unit: '1',
        room: `50${id}`,
        label: `3-1-50${id}`,
        colour: 'green' as const,
      })),
      residents: PEOPLE.map((rosterNumber) => ({
        rosterNumber,
        householdId: has13Moved && rosterNumber === 13 ? 2 : Math.floor(rosterNumber / 10),
        name: `人${rosterNumber}`,
        initials: ['R'],
        phoneTail: '',
        relation: '',
        passNumber: 1000 + rosterNumber,
      })),
    },
    now,
  );

const POLICY = {
  ...DEFAULT_POLICY,
  effectiveFrom: 0,
  quota: QUOTA,
  documents: [
    {
      id: 1,
      name: '通行证',
      lifts: ['quota' as const, 'visitors' as const],
      directions: ['out' as const, 'in' as const],
      perDay: 1,
    },
  ],
  visitors: 'stop' as const,
  vehicles: { ...DEFAULT_POLICY.vehicles, everyoneMeasured: true },
};

const visitor = (one: number): Visitor => ({
  name: one === 0 ? '' : `客${one}`,
  idNumber: '',
  address: '',
  phone: '',
  purpose: '',
  householdVisited: '',
  plate: '',
  remark: '',
});
const subject = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PEOPLE).map(residentOf) },
  { weight: 1, arbitrary: fc.constantFrom(1011, 1021, 9).map(passOf) },
  {
    weight: 3,
    arbitrary: fc.nat(2).map((one) => ({ kind: 'visitor' as const, visitor: visitor(one) })),
  },
);
function residentOf(rosterNumber: number) {
  return { kind: 'resident' as const, rosterNumber };
}
function passOf(passNumber: number) {
  return { kind: 'pass' as const, passNumber };
}
const shown = fc.constantFrom<readonly Shown[]>(
  [],
  [],
  [{ kind: 'document', documentId: 1 }],
  [{ kind: 'document', documentId: 1 }],
  [
    { kind: 'document', documentId: 1 },
    { kind: 'vehicle', plate: '豫A12345', people: 2 },
    { kind: 'together', group: 7 },
  ],
  [{ kind: 'together', group: 7 }],
);
const written = fc.record({
  subject,
  shown,
  direction: fc.constantFrom('out' as const, 'out' as const, 'in' as const),
  verdict: fc.constantFrom('pass' as const, 'pass' as const, 'check' as const, 'stop' as const),
  outcome: fc.constantFrom(
    'passed' as const,
    'passed' as const,
    'passed' as const,
    'parked' as const,
  ),
  reading: fc.constantFrom(
    { temperatureTenths: 365, site: 'forehead' as const },
    { temperatureTenths: 365, site: 'forehead' as const },
    { temperatureTenths: 379, site: 'forehead' as const },
    null,
  ),
});
/** Minutes of the day; days before it. */
const moment = fc
  .tuple(fc.nat(24 * 60 - 1), fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 29, 30, 31))
  .map(([minute, days]) => FROM + minute * MINUTE_MS - days * DAY_MS);

const deed = fc.record({
  gate: fc.nat(GATES.length - 1),
  kind: fc.constantFrom(
    'entry',
    'entry',
    'entry',
    'again',
    'correction',
    'correction',
    'undo',
    'decision',
  ),
  /** Which of the earlier records of the gate it is about. */
  of: fc.nat(5),
  at: moment,
  written,
  /** Where it stands among all when it arrives. */
  arrives: fc.nat(30),
  /** What happens before it arrives. */
  before: fc.oneof(
    { weight: 9, arbitrary: fc.constant('') },
    { weight: 12, arbitrary: fc.constant('ask') },
    { weight: 2, arbitrary: fc.constant('mark') },
    { weight: 1, arbitrary: fc.constantFrom('roster', 'policy') },
  ),
  laterMs: fc.constantFrom(0, 1, 1, 20_000, 45_000, 2 * HOUR_MS, 7 * HOUR_MS),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function recordOf({ kind, at, written: its }: Deed, target: RecordId | null): GateRecord {
  const isHigh = (its.reading?.temperatureTenths ?? 0) > 373;
  const said = facts({ ...its, reasons: isHigh ? ['fever-first'] : [] });
  if (kind === 'entry' || target === null) return { kind: 'entry', at, follows: null, ...said };
  if (kind === 'again') return { kind: 'entry', at, follows: target, ...said };
  if (kind === 'correction') return { kind: 'correction', at, target, ...said };
  if (kind === 'undo') return { kind: 'undo', at, target };
  return { kind: 'decision', at, target, outcome: its.outcome, note: '', by: '' };
}

let runs = 0;
/** Each gate's log in one segment, in the order in which its records arrive. */
function arrivalsOf(deeds: readonly Deed[]) {
  runs += 1;
  const earlier = GATES.map((): RecordId[] => []);
  const arrivals = deeds.map((one) => {
    const segmentId = (runs * GATES.length + one.gate).toString(16).padStart(32, '0');
    const log = earlier[one.gate] as RecordId[];
    const id = { segmentId, number: log.length + 1 };
    const record = recordOf(one, log.at(-1 - one.of) ?? null);
    log.push(id);
    return { deed: one, id, record };
  });
  return arrivals.sort((a, b) => a.deed.arrives - b.deed.arrives);
}

const sorted = (findings: readonly Finding[]): string[] =>
  findings.map((one) => JSON.stringify(one)).sort();

async function fromScratch(day: string): Promise<string[]> {
  const from = Date.parse(`${day}T00:00:00+08:00`);
  const period = { streetId: 's', from, to: from + DAY_MS, gateIds: null };
  const policyAt = await policiesThen('s', store, ZONE);
  const findings: Finding[] = [];
  for await (const judged of judgeEntries({ ...period, policyAt }, store)) {
    findings.push(...[findingOf(judged)].filter((one) => one !== null));
  }
  return sorted(findings);
}

async function whole(kept: KeptFindings, day: string): Promise<readonly Finding[]> {
  for (;;) {
    const found = await kept.ofDay('s', day, null);
    if (found.isWhole) return found.findings;
  }
}

async function arrive(gateId: string, id: RecordId, record: GateRecord, at: number): Promise<void> {
  const { segmentId, number } = id;
  const context = {
    streetId: 's',
    deviceId: 'd',
    gateId,
    segmentId,
    shiftId: segmentId,
    segmentOrder: 0,
    segmentStartedAt: NOON,
    withoutCard: false,
    receivedAt: at,
    clockSkewMs: 0,
  };
  const projection = projectRecords(context, [{ number, record }], new Map());
  await tables.database.transaction((inside) => writeProjection(inside, projection));
}

async function empty(): Promise<void> {
  for (const table of ['entries', 'amendments', 'shifts', 'marks', 'policies']) {
    await tables.database.run(`DELETE FROM ${table}`);
  }
}

const opened = (clock: () => number): KeptFindings =>
  new KeptFindings({
    store,
    clock,
    timeZone: ZONE,
    onFailure: (_, error) => {
      throw error;
    },
  });

const DAYS = [DAY, '2022-03-29'];

test('in whatever order logs arrive, are corrected and taken back, what is kept is what judging all anew finds', async () => {
  let foundInAll = 0;
  let policies = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 24 }), async (deeds) => {
      await empty();
      let now = NOON;
      let moves = 0;
      await roster(false, now);
      const kept = opened(() => now);
      await store.policies.add('s', { ...POLICY, version: ++policies });
      const compare = async () => {
        for (const day of DAYS) {
          const anew = await fromScratch(day);
          foundInAll += anew.length;
          expect(sorted(await whole(kept, day))).toEqual(anew);
        }
      };
      for (const { deed: one, id, record } of arrivalsOf(deeds)) {
        now += one.laterMs;
        const { before } = one;
        if (before === 'ask') await compare();
        if (before === 'roster') await roster(++moves % 2 === 1, now);
        if (before === 'policy') {
          const quota = { ...QUOTA, persons: policies % 3 };
          await store.policies.add('s', { ...POLICY, quota, version: ++policies });
        }
        if (before === 'mark') await mark(now, one.of);
        await arrive(GATES[one.gate] as string, id, record, now);
      }
      await compare();
      await kept.close();
    }),
    { numRuns: isOnPostgres ? 5 : 20 },
  );
  expect(foundInAll).toBeGreaterThan(10);
});

const MARKED: readonly MarkSubject[] = [
  { kind: 'household', householdId: 1 },
  { kind: 'resident', rosterNumber: 13 },
  { kind: 'resident', rosterNumber: 21 },
  { kind: 'plate', plate: '豫A12345' },
];

const mark = (now: number, of: number): Promise<void> =>
  of === 5
    ? store.marks.remove('s', MARK)
    : setMark(MARKED[of % MARKED.length] as MarkSubject, now);

const MARK = 'ab'.repeat(16);
const setMark = (subject: MarkSubject, changedAt: number): Promise<void> =>
  store.marks.set({
    streetId: 's',
    mark: {
      id: MARK,
      subject,
      colour: null,
      isolatedUntil: null,
      voidUntil: null,
      isDenied: false,
      documentIds: [1],
      note: '',
    },
    changedAt,
    changedBy: '',
    changedWithin: 's/',
  });

test('whoever is marked as having a paper is judged again, and again when the mark is gone', async () => {
  await empty();
  await roster(false, NOON);
  await store.policies.add('s', { ...POLICY, version: 1 });
  // Long after the entries came: nothing but the marks is new.
  const kept = opened(() => NOON + HOUR_MS);
  const car = [{ kind: 'vehicle', plate: '豫A12345', people: 1 }] as const;
  for (const [gateId, rosterNumber] of [
    ['g1', 11],
    ['g2', 13],
  ] as const) {
    const said = facts({ subject: residentOf(rosterNumber), shown: car });
    const at = NOON - (gateId === 'g1' ? 2 : 1) * HOUR_MS;
    const id = { segmentId: `${rosterNumber}`.repeat(16), number: 1 };
    await arrive(gateId, id, { kind: 'entry', at, follows: null, ...said }, NOON);
  }
  const breach = [{ gateId: 'g2', reasons: ['quota-used'] }];
  expect(await whole(kept, DAY)).toMatchObject(breach);
  for (const subject of MARKED.filter(
    (one) => one.kind !== 'resident' || one.rosterNumber === 13,
  )) {
    await setMark(subject, NOON);
    expect(await whole(kept, DAY)).toEqual([]);
    await store.marks.remove('s', MARK);
    expect(await whole(kept, DAY)).toMatchObject(breach);
  }
  await kept.close();
});

test('a reading that was taken back is forgotten by whoever was judged after it, and by the paper that they showed', async () => {
  await empty();
  await store.policies.add('s', { ...POLICY, version: 1 });
  const kept = opened(() => NOON + HOUR_MS);
  const segmentId = 'ef'.repeat(16);
  const id = (number: number): RecordId => ({ segmentId, number });
  const paper = [{ kind: 'document', documentId: 1 }] as const;
  const hot = { temperatureTenths: 379, site: 'forehead' } as const;
  const came = (minute: number, name: number, more: object = {}): GateRecord => ({
    kind: 'entry',
    at: NOON + minute * MINUTE_MS,
    follows: null,
    ...facts({
      subject: { kind: 'visitor', visitor: visitor(name) },
      direction: 'in',
      shown: paper,
    }),
    ...more,
  });
  await arrive(
    'g1',
    id(1),
    came(0, 1, { reading: hot, reasons: ['fever-first'], outcome: 'parked' }),
    NOON,
  );
  await arrive('g1', id(2), came(9, 2, { reading: hot, follows: id(1) }), NOON);
  await arrive('g2', { ...id(1), segmentId: 'ee'.repeat(16) }, came(20, 2), NOON);
  expect(await whole(kept, DAY)).toEqual([]);
  await arrive('g1', id(3), { kind: 'undo', at: NOON, target: id(1) }, NOON + HOUR_MS);
  expect(await whole(kept, DAY)).toMatchObject([{ gateId: 'g2', reasons: ['document-used-up'] }]);
  await kept.close();
});

test('what a purge took is found no more after some hours', async () => {
  await empty();
  await store.policies.add('s', { ...POLICY, version: 1 });
  let now = NOON;
  const kept = opened(() => now);
  const id = { segmentId: 'ed'.repeat(16), number: 1 };
  await arrive(
    'g1',
    id,
    { kind: 'entry', at: NOON, follows: null, ...facts({ verdict: 'stop' }) },
    NOON,
  );
  expect(await whole(kept, DAY)).toMatchObject([{ kind: 'override' }]);
  await tables.database.run('DELETE FROM entries');
  now += 7 * HOUR_MS;
  expect(await whole(kept, DAY)).toEqual([]);
  await kept.close();
});
