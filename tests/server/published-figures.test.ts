import { afterEach, beforeEach, expect, test } from 'vitest';
import { rollUp } from '../../src/domain/daily-report.ts';
import type { Direction, RecordId } from '../../src/domain/entry.ts';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import { parseReportsAnswer, type ReportsAnswer } from '../../src/protocol/reports.ts';
import {
  parseHoursAnswer,
  parseRotaAnswer,
  parseRotaChanged,
  type RotaImport,
} from '../../src/protocol/rota.ts';
import { type SeededRandom, seededRandom } from '../../src/server/demo/seeded-random.ts';
import { type NumberedRecord, projectRecords } from '../../src/server/ingest/project-records.ts';
import { writeProjection } from '../../src/server/store/projection.ts';
import {
  entryAt,
  facts,
  NOW,
  openRig,
  type Rig,
  shiftStart,
  TestDevice,
  TestLog,
} from './server-rig.ts';

/*
 * Figures that accounts of such streets gave. Whatever is expected here was counted by the generator as it made things up, and
 * never by the product.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TODAY = '2022-03-30';
/** Of TODAY by the street's clock. */
const MIDNIGHT = NOW - 14 * HOUR;

let rig: Rig;
let street: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
});
afterEach(() => rig.close());

/** As many as that, with the three that the street has. */
async function gates(count: number): Promise<string[]> {
  const gateIds = Array.from({ length: count }, (_, index) => `g${index + 1}`);
  await rig.store.transaction(async (inside) => {
    for (const id of gateIds.slice(3)) {
      await inside.places.add({ id, parentId: 'm1', kind: 'gate', name: id });
      const card = { cardEpoch: 1, cardTag: id };
      await inside.gates.save({ id, streetId: 's', compoundId: 'm1', ...card });
    }
  });
  return gateIds;
}

/** Logs whose phones are not played: what ingest does once a push is proved. */
interface Arrival {
  readonly gateId: string;
  readonly segmentId: string;
  readonly receivedAt: number;
  readonly records: readonly NumberedRecord[];
}
const project = (arrivals: readonly Arrival[]): Promise<void> =>
  rig.database.transaction(async (inside) => {
    for (const { records, receivedAt, ...log } of arrivals) {
      const context = {
        ...log,
        streetId: 's',
        deviceId: log.gateId,
        shiftId: log.segmentId,
        segmentOrder: 0,
        segmentStartedAt: MIDNIGHT,
        withoutCard: false,
        receivedAt,
        clockSkewMs: 0,
      };
      await writeProjection(inside, projectRecords(context, records, new Map()));
    }
  });

const numbered = (records: readonly GateRecord[]): NumberedRecord[] =>
  records.map((record, index) => ({ number: index + 1, record }));

let segments = 0;
const newSegmentId = (): string => (++segments).toString(16).padStart(32, '0');

const ask = async (url: string, body: unknown): Promise<Record<string, unknown>> => {
  const answer = await street.send('POST', url, body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.toString()}`);
  return answer.json();
};
const contentOf = <T>(parsed: { ok: true; value: T } | { ok: false }): T => {
  if (!parsed.ok) throw new Error('not of the shape');
  return parsed.value;
};
const report = async (): Promise<ReportsAnswer> =>
  contentOf(parseReportsAnswer(await ask('/api/reports', { day: TODAY })));

interface Stay {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}
/** One turn on the rota, and what came of it. */
interface PlannedTurn {
  readonly name: string;
  readonly gateId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly cameAt: number | null;
  readonly servedMinutes: number;
  /** Who stood there without being on the rota. */
  readonly helper: Stay | null;
  /** Each a shift of a phone. */
  readonly logs: readonly (readonly GateRecord[])[];
}

const shiftOf = ({ name, from, until }: Stay, change: GateRecord[] = []): GateRecord[] => [
  shiftStart(from, [name]),
  ...change,
  { kind: 'shift-close', at: until, recordCount: 2 + change.length },
];

function planTurn(
  name: string,
  helperName: string,
  { gateId, startsAt, endsAt }: Pick<PlannedTurn, 'gateId' | 'startsAt' | 'endsAt'>,
  random: SeededRandom,
): PlannedTurn {
  const turn = { name, gateId, startsAt, endsAt };
  const from = startsAt + random.between(-20, 25) * MINUTE;
  const minutes = (until: number): number => (until - from) / MINUTE;
  const came = { ...turn, cameAt: from, servedMinutes: minutes(endsAt), helper: null };
  const absent = { ...turn, cameAt: null, servedMinutes: 0 };
  switch (random.weighted([80, 6, 5, 5, 4])) {
    case 0:
      return { ...came, logs: [shiftOf({ name, from, until: endsAt })] };
    case 1:
      return { ...absent, helper: null, logs: [] };
    case 2: {
      const helper = { name: helperName, from, until: endsAt };
      return { ...absent, helper, logs: [shiftOf(helper)] };
    }
    case 3: {
      const at = startsAt + 4 * HOUR;
      const handed: GateRecord = { kind: 'duty-change', at, onDuty: [helperName] };
      return {
        ...came,
        servedMinutes: minutes(at),
        helper: { name: helperName, from: at, until: endsAt },
        logs: [shiftOf({ name, from, until: endsAt }, [handed])],
      };
    }
    default:
      // Two phones say the same of the same person.
      return {
        ...came,
        logs: [
          shiftOf({ name, from, until: endsAt }),
          shiftOf({ name, from: from + HOUR, until: endsAt - HOUR }),
        ],
      };
  }
}

const PEOPLE = 779;
const WEEK_FROM = MIDNIGHT - 7 * DAY;

/** A week of two turns a day at every gate; of each gate's people one after another. */
function planWeek(gateIds: readonly string[]): PlannedTurn[] {
  const random = seededRandom(85_779);
  return gateIds.flatMap((gateId, gate) => {
    const team = Array.from({ length: PEOPLE }, (_, one) => one)
      .filter((one) => one % gateIds.length === gate)
      .map((one) => `志愿者${one}`);
    return Array.from({ length: 14 }, (_, slot) => {
      const startsAt = WEEK_FROM + Math.floor(slot / 2) * DAY + (slot % 2 === 0 ? 6 : 14) * HOUR;
      const hours = { gateId, startsAt, endsAt: startsAt + 8 * HOUR };
      return planTurn(team[slot % team.length] as string, `帮工${gate}之${slot}`, hours, random);
    });
  });
}

async function importWeek(turns: readonly PlannedTurn[], lessMs: number): Promise<number> {
  let changed = 0;
  for (let from = 0; from < turns.length; from += 300) {
    const rows: RotaImport['rows'] = turns.slice(from, from + 300).map((turn, index) => {
      const { name, gateId, startsAt, endsAt } = turn;
      const isWrong = (from + index) % 29 === 0;
      return {
        name,
        phone: '',
        unit: '',
        gateId,
        startsAt,
        endsAt: endsAt - (isWrong ? lessMs : 0),
      };
    });
    changed += contentOf(parseRotaChanged(await ask('/api/rota/import', { rows }))).changed;
  }
  return changed;
}

/** Late, in another order than they were worked, and every third of them twice. */
async function pushWeek(gateId: string, turns: readonly PlannedTurn[]): Promise<void> {
  rig.time.now = WEEK_FROM;
  const phone = await TestDevice.enrolled(rig, 'gate', gateId);
  const logs: TestLog[] = [];
  for (const records of turns.flatMap((turn) => turn.logs)) {
    const log = await TestLog.begin(phone, gateId, { startedAt: records[0]?.at ?? 0 });
    for (const record of records) await log.append(record);
    logs.push(log);
  }
  rig.time.now = NOW;
  for (const [index, log] of logs.toReversed().entries()) {
    await log.push(1, 1);
    await log.push();
    if (index % 3 === 0) await log.push();
  }
}

test('85 gates and 779 people: who stood where on a week’s rota, and for how long', async () => {
  const gateIds = await gates(85);
  const week = planWeek(gateIds);
  const names = new Set(week.map(({ name }) => name));
  expect(names.size).toBe(PEOPLE);
  // Some hours are wrong at first; the right file comes later, and once more.
  expect(await importWeek(week, HOUR)).toBe(PEOPLE + week.length);
  expect(await importWeek(week, 0)).toBe(Math.ceil(week.length / 29));
  expect(await importWeek(week, 0)).toBe(0);
  const [played, others] = [['g1', 'g2'], new Set(gateIds.slice(2))];
  for (const gateId of played) {
    await pushWeek(
      gateId,
      week.filter((turn) => turn.gateId === gateId),
    );
  }
  await project(
    week
      .filter(({ gateId }) => others.has(gateId))
      .flatMap(({ gateId, logs }) =>
        logs.map((records) => ({
          gateId,
          segmentId: newSegmentId(),
          receivedAt: NOW - HOUR,
          records: numbered(records),
        })),
      ),
  );

  const rota = contentOf(parseRotaAnswer(await ask('/api/rota', { from: '2022-03-23', days: 7 })));
  const nameOf = new Map(rota.volunteers.map(({ id, name }) => [id, name]));
  expect(nameOf.size).toBe(PEOPLE);
  const seen = rota.turns.map(({ volunteerId, gateId, startsAt, state, cameAt, servedMinutes }) =>
    JSON.stringify([nameOf.get(volunteerId), gateId, startsAt, state, cameAt, servedMinutes]),
  );
  const planned = week.map(({ name, gateId, startsAt, cameAt, servedMinutes }) =>
    JSON.stringify([
      name,
      gateId,
      startsAt,
      cameAt === null ? 'absent' : 'served',
      cameAt,
      servedMinutes,
    ]),
  );
  expect(seen.sort()).toEqual(planned.sort());
  const helpers = week.flatMap(({ gateId, helper }) => (helper ? [{ gateId, ...helper }] : []));
  const flat = (
    stays: readonly (Omit<Stay, 'until'> & { gateId: string; until: number | null })[],
  ) => stays.map(({ gateId, name, from, until }) => [gateId, name, from, until].join(' ')).sort();
  expect(flat(rota.offRota)).toEqual(flat(helpers));

  const hours = contentOf(
    parseHoursAnswer(await ask('/api/rota/hours', { from: '2022-03-23', to: '2022-03-29' })),
  );
  const minutesOf = (name: string): number =>
    week.reduce((sum, turn) => sum + (turn.name === name ? turn.servedMinutes : 0), 0) +
    helpers.reduce((sum, one) => sum + (one.name === name ? one.until - one.from : 0), 0) / MINUTE;
  const all = new Set([...names, ...helpers.map(({ name }) => name)]);
  expect(
    hours.people
      .map(({ name, plannedMinutes, servedMinutes, turns, absent }) =>
        [name, plannedMinutes, servedMinutes, turns, absent].join(' '),
      )
      .sort(),
  ).toEqual(
    [...all]
      .map((name) => {
        const turns = week.filter((turn) => turn.name === name);
        const absent = turns.filter(({ cameAt }) => cameAt === null).length;
        return [name, turns.length * 480, minutesOf(name), turns.length, absent].join(' ');
      })
      .sort(),
  );
  expect((await report()).gates).toHaveLength(85);
});

/** What people of one gate's day were in the end. */
interface CountedDay {
  readonly gateId: string;
  readonly counted: Record<Direction | 'turned-back', number>;
  /** In the order of the log, in the parts in which it comes. */
  readonly parts: readonly (readonly GateRecord[])[];
  readonly segmentId: string;
}

const stopped = { verdict: 'stop', outcome: 'turned-back', reasons: ['mask-missing'] } as const;
const waits = { verdict: 'check', outcome: 'parked', reasons: [] } as const;

function makeDay(gateId: string, segmentId: string, random: SeededRandom): CountedDay {
  const counted = { out: 0, in: 0, 'turned-back': 0 };
  const now: GateRecord[] = [];
  const later: (() => GateRecord)[] = [];
  const id = (number: number): RecordId => ({ segmentId, number });
  const people = random.between(8, 12);
  for (let one = 0; one < people; one += 1) {
    const direction = random.pick<Direction>(['out', 'in']);
    const at = MIDNIGHT + 6 * HOUR + one * HOUR + random.between(0, 59) * MINUTE;
    const add = (record: GateRecord): RecordId => id(now.push(record));
    const passed = { direction } as const;
    const back = { direction, ...stopped } as const;
    switch (random.weighted([40, 33, 5, 5, 4, 6, 6, 4, 3, 2])) {
      case 0:
        counted[direction] += 1;
        add(entryAt(at, passed));
        break;
      case 1:
        counted['turned-back'] += 1;
        add(entryAt(at, back));
        break;
      case 2: {
        // Turned back by mistake of whoever typed it.
        counted[direction] += 1;
        const target = add(entryAt(at, back));
        later.push(() => ({ kind: 'correction', at: at + MINUTE, target, ...facts(passed) }));
        break;
      }
      case 3: {
        counted['turned-back'] += 1;
        const target = add(entryAt(at, passed));
        later.push(() => ({ kind: 'correction', at: at + MINUTE, target, ...facts(back) }));
        break;
      }
      case 4: {
        const target = add(entryAt(at, back));
        later.push(() => ({ kind: 'undo', at: at + MINUTE, target }));
        break;
      }
      case 5: {
        counted['turned-back'] += 1;
        const target = add(entryAt(at, { direction, ...waits }));
        later.push(() => ({
          kind: 'decision',
          at: at + MINUTE,
          target,
          outcome: 'turned-back',
          note: '',
          by: '',
        }));
        break;
      }
      case 6: {
        // Once measured again they are one person, not two.
        counted[direction] += 1;
        const follows = add(entryAt(at, { direction, ...waits }));
        add({ ...entryAt(at + 5 * MINUTE, passed), follows });
        break;
      }
      case 7: {
        counted[direction] += 1;
        const target = add(entryAt(at, back));
        later.push(() => ({
          kind: 'decision',
          at: at + MINUTE,
          target,
          outcome: 'passed',
          note: '就医',
          by: '',
        }));
        break;
      }
      case 8:
        // Nobody was measured.
        add({ kind: 'refusal', at, direction, reason: 'pass-revoked', passNumber: 5 });
        break;
      default:
        // Of the night before.
        add(entryAt(MIDNIGHT - 1, back));
    }
  }
  return { gateId, segmentId, counted, parts: [now, later.map((make) => make())] };
}

/** Taken by the server twice, in parts that overlap, and what was changed a day late. */
async function pushDay(gateId: string, random: SeededRandom): Promise<CountedDay> {
  rig.time.now = NOW;
  const phone = await TestDevice.enrolled(rig, 'gate', gateId);
  const log = await TestLog.begin(phone, gateId, { startedAt: MIDNIGHT });
  const day = makeDay(gateId, log.segmentId, random);
  for (const record of day.parts.flat()) await log.append(record);
  const made = day.parts[0]?.length ?? 0;
  await log.push(1, made);
  await log.push(1, made);
  rig.time.now = NOW + DAY;
  await log.push(Math.max(1, made - 2));
  await log.push();
  return day;
}

test('423 points and over 1,600 people turned back in a day', async () => {
  const gateIds = await gates(423);
  const random = seededRandom(423_1600);
  const days: CountedDay[] = [];
  for (const gateId of gateIds.slice(0, 3)) days.push(await pushDay(gateId, random));
  const projected = gateIds.slice(3).map((gateId) => makeDay(gateId, newSegmentId(), random));
  const arrivals = projected.flatMap(({ gateId, segmentId, parts }) => {
    const all = numbered(parts.flat());
    const made = parts[0]?.length ?? 0;
    const log = { gateId, segmentId };
    const both = [
      { ...log, receivedAt: NOW, records: all.slice(0, made) },
      { ...log, receivedAt: NOW + DAY, records: all.slice(made) },
    ];
    // What was changed may be here before what it changes.
    return random.chance(0.3) ? both.reverse() : both;
  });
  await project(arrivals.filter(({ records }) => records.length > 0));
  days.push(...projected);

  rig.time.now = NOW + DAY;
  const { gates: told } = await report();
  expect(told).toHaveLength(423);
  const figures = new Map(
    told.map(({ gateId, figures: { out, in: into, 'turned-back': back } }) => [
      gateId,
      { out, in: into, 'turned-back': back },
    ]),
  );
  expect(figures).toEqual(new Map(days.map(({ gateId, counted }) => [gateId, counted])));
  const turnedBack = days.reduce((sum, { counted }) => sum + counted['turned-back'], 0);
  expect(turnedBack).toBeGreaterThan(1_600);
  expect(rollUp(told).figures['turned-back']).toBe(turnedBack);
});
