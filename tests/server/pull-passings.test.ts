import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeardPassings } from '../../src/domain/passings.ts';
import { parsePassings, parsePassingsAnswer } from '../../src/protocol/passings.ts';
import { openUnderCard } from '../../src/sealing/gate-card.ts';
import { passingsAad } from '../../src/sealing/passings-aad.ts';
import type { Database, Row } from '../../src/server/store/database.ts';
import { migrate } from '../../src/server/store/migrations.ts';
import { openPassingHistory } from '../../src/server/store/passings.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { passingsPage } from '../../src/server/street/passings-page.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let rig: Rig;
let phone: TestDevice;
let everywhere: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  everywhere = await TestDevice.enrolled(rig, 'gate', 's');
});
afterEach(() => rig.close());

async function ask(since: string | null = null, gateId = 'g1') {
  const query = since === null ? '' : `?since=${since}`;
  const sent = await phone.send('GET', `/api/gates/${gateId}/passings${query}`);
  const answer = parsePassingsAnswer(sent.body);
  if (!answer) throw new Error(`${sent.status} ${sent.body}`);
  const key = await rig.keys.pullKey(gateId, answer.cardEpoch);
  const plain =
    answer.page &&
    key &&
    (await openUnderCard(answer.page, key, passingsAad(gateId, answer.cursor)));
  const told = plain ? parsePassings(plain) : { passings: [], removed: [] };
  if (!told) throw new Error('not passings');
  return { ...answer, ...told, bytes: sent.body.length };
}

const said = ({ passings }: Pick<Awaited<ReturnType<typeof ask>>, 'passings'>) =>
  passings.map(({ gateId, rosterNumber, householdId, direction, at }) =>
    [gateId, rosterNumber, householdId, direction, at - NOW].join(' '),
  );

const resident = (rosterNumber: number) => ({ kind: 'resident', rosterNumber }) as const;

test('a gate hears of its households at every gate of the street, of nobody else, and not of whoever did not pass', async () => {
  const log = await TestLog.begin(everywhere, 'g3');
  await log.append(entryAt(NOW, { subject: resident(11) }));
  await log.append(
    entryAt(NOW + 1000, { subject: { kind: 'pass', passNumber: 1021 }, direction: 'in' }),
  );
  await log.append(entryAt(NOW, { subject: resident(12), outcome: 'turned-back' }));
  await log.append(entryAt(NOW, { subject: resident(777) }));
  await log.push();
  const own = await TestLog.begin(phone, 'g1');
  await own.append(
    entryAt(NOW + 2000, {
      subject: resident(12),
      shown: [{ kind: 'purpose', purpose: 'medical' }],
    }),
  );
  await own.push();
  const told = await ask();
  expect(said(told)).toEqual(['g3 11 1 out 0', 'g1 12 1 out 2000', 'g3 21 2 in 1000']);
  expect(told.passings.map(({ purpose }) => purpose)).toEqual([null, 'medical', null]);
  expect(told).toMatchObject({ isFresh: true, more: false, cardEpoch: 1, serverTime: NOW });
  expect(told.passings[0]?.id).toEqual({ segmentId: log.segmentId, number: 1 });
});

test('later only what changed comes, and what was taken back or is somebody else’s by now is told so', async () => {
  const log = await TestLog.begin(everywhere, 'g3');
  for (const subject of [resident(11), resident(12), resident(21)]) {
    await log.append(entryAt(NOW, { subject }));
  }
  await log.push();
  const first = await ask();
  rig.time.now = NOW + 5 * MINUTE_MS;
  const quiet = await ask(first.cursor);
  rig.time.now = NOW + 10 * MINUTE_MS;
  const target = (number: number) => ({ segmentId: log.segmentId, number });
  await log.append({ kind: 'undo', at: rig.time.now, target: target(1) });
  const {
    kind: _kind,
    at: _at,
    follows: _follows,
    ...facts
  } = entryAt(NOW, { subject: resident(777) }) as Extract<
    ReturnType<typeof entryAt>,
    { kind: 'entry' }
  >;
  await log.append({ kind: 'correction', at: rig.time.now, target: target(2), ...facts });
  await log.append(entryAt(rig.time.now, { subject: resident(21), direction: 'in' }));
  await log.push(4);
  const later = await ask(quiet.cursor);
  expect(later.removed).toEqual([target(1), target(2)]);
  expect(said(later)).toEqual([`g3 21 2 in ${10 * MINUTE_MS}`]);
  expect(later).toMatchObject({ isFresh: false, more: false });
  rig.time.now += 5 * MINUTE_MS;
  // Of the minute before an answer all is told again.
  const again = await ask(later.cursor);
  expect([again.removed, said(again)]).toEqual([later.removed, said(later)]);
  const nothing = await ask(again.cursor);
  expect([nothing.page, nothing.bytes < 200]).toEqual([null, true]);
});

test('what was under way when a gate asked comes with the next answer', async () => {
  const { cursor } = await ask();
  rig.time.now = NOW + MINUTE_MS;
  const soon = await ask(cursor);
  // Began before the gate asked, and was written after it.
  rig.time.now = NOW + 30_000;
  const log = await TestLog.begin(everywhere, 'g3');
  await log.append(entryAt(NOW));
  await log.push();
  rig.time.now = NOW + 2 * MINUTE_MS;
  expect(said(await ask(soon.cursor))).toEqual(['g3 11 1 out 0']);
});

test('paper counts, and whoever was nobody’s until the roster knew them', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 's');
  const sheetId = randomBytes(16).toString('hex');
  const { cursor } = await ask();
  const log = await TestLog.begin(everywhere, 'g2');
  await log.append(entryAt(NOW, { subject: { kind: 'pass', passNumber: 1099 } }));
  await log.push();
  const row = {
    number: 1,
    at: NOW,
    direction: 'out',
    subject: resident(21),
    reading: null,
    mask: true,
    outcome: 'passed',
  };
  await desk.send('POST', '/api/paper-sheets', {
    sheetId,
    gateId: 'g3',
    writer: '王秀英',
    rows: [row],
  });
  const written = await ask(cursor);
  expect(said(written)).toEqual(['g3 21 2 out 0']);
  rig.time.now = NOW + 10 * MINUTE_MS;
  await replaceRoster(rig.store, anyHousehold('m1', 30, 99), rig.time.now);
  await desk.send('POST', '/api/paper-sheets/undo', { sheetId, gateId: 'g3', number: 1 });
  const named = await ask(written.cursor);
  expect(said(named)).toEqual(['g2 99 30 out 0']);
  expect(named.removed).toEqual([{ segmentId: sheetId, number: 1 }]);
});

const anyHousehold = (compoundId: string, id: number, rosterNumber: number) => ({
  compoundId,
  households: [
    { id, building: '1', unit: '1', room: '101', label: '1-1-101', colour: 'green' as const },
  ],
  residents: [
    {
      rosterNumber,
      householdId: id,
      name: '陈一',
      initials: ['CY'],
      phoneTail: '',
      relation: '',
      passNumber: 1000 + rosterNumber,
    },
  ],
});

test('of compounds that are merged one gate hears what it did not guard before', async () => {
  await replaceRoster(rig.store, anyHousehold('m2', 50, 55), NOW);
  const log = await TestLog.begin(everywhere, 'g3');
  await log.append(entryAt(NOW, { subject: resident(55) }));
  await log.push();
  const { cursor } = await ask();
  rig.time.now = NOW + 10 * MINUTE_MS;
  const desk = await TestDevice.enrolled(rig, 'street', 's');
  const change = { kind: 'merge', placeId: 'm2', intoId: 'm1' };
  expect((await desk.send('POST', '/api/places/change', change)).status).toBe(200);
  const merged = await ask(cursor);
  expect([merged.isFresh, said(merged)]).toEqual([false, ['g3 55 50 out 0']]);
  // The other gate has another compound now.
  expect(await ask(cursor, 'g3')).toMatchObject({ isFresh: false });
});

test('cursors of a restored server, of another compound, too old or made up begin from the start', async () => {
  const log = await TestLog.begin(everywhere, 'g3');
  await log.append(entryAt(NOW));
  await log.push();
  const { cursor } = await ask();
  const other = cursor.replace('.m1.', '.m2.');
  for (const bad of [`0${cursor}`, other, `${cursor}.x`, `${cursor}.1.2.3.4`, 'a.b.c']) {
    expect(await ask(bad)).toMatchObject({ isFresh: true, more: false });
  }
  expect((await ask(cursor)).isFresh).toBe(false);
  rig.time.now = NOW + DAY_MS + 5 * MINUTE_MS;
  expect(said(await ask(cursor))).toEqual(['g3 11 1 out 0']);
  expect((await ask(cursor)).isFresh).toBe(true);
  rig.time.now = NOW + 32 * DAY_MS;
  expect((await ask()).passings).toEqual([]);
  expect((await phone.send('GET', '/api/gates/g1/passings?since=%20')).status).toBe(400);
});

test('a gate with a new card is told under that', async () => {
  const log = await TestLog.begin(everywhere, 'g3');
  await log.append(entryAt(NOW));
  await log.push();
  await issueCard(rig.store, rig.keys, 'g1');
  const told = await ask();
  expect([told.cardEpoch, said(told)]).toEqual([2, ['g3 11 1 out 0']]);
});

test('whatever is asked again, lost or cut into pages, a gate ends with what the ledger has', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 's');
  const sheets: { sheetId: string; gateId: string }[] = [];
  const step = fc.record({
    gateId: fc.constantFrom('g1', 'g3'),
    rosterNumbers: fc.array(fc.constantFrom(11, 12, 21), { maxLength: 6 }),
    undone: fc.option(fc.nat(), { freq: 2 }),
    waitMs: fc.constantFrom(0, 1000, 90_000, 3 * 60 * MINUTE_MS),
    asks: fc.nat(6),
    isLost: fc.boolean(),
  });
  const ofAll = (since: string | null, limit: number) =>
    passingsPage(
      rig.store.passings,
      {
        incarnation: rig.store.incarnation,
        streetId: 's',
        compoundId: 'm1',
        since,
        now: rig.time.now,
      },
      limit,
    );
  const told = async (heard: HeardPassings, since: string | null, limit: number) => {
    const page = await ofAll(since, limit);
    heard.apply(page);
    return page;
  };
  const contents = (heard: HeardPassings) => [1, 2].map((id) => heard.ofHousehold(id));
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 7 }),
      async (steps, limit) => {
        let heard = new HeardPassings();
        let cursor: string | null = null;
        const once = async (isLost: boolean): Promise<boolean> => {
          const page = await ofAll(cursor, limit);
          if (isLost) return true;
          if (page.isFresh) heard = new HeardPassings();
          heard.apply(page);
          cursor = page.cursor;
          return page.more;
        };
        for (const { gateId, rosterNumbers, undone, waitMs, asks, isLost } of steps) {
          const sheetId = randomBytes(16).toString('hex');
          const rows = rosterNumbers.map((rosterNumber, index) => ({
            number: index + 1,
            at: rig.time.now - index * 1000,
            direction: 'out',
            subject: resident(rosterNumber),
            reading: null,
            mask: true,
            outcome: 'passed',
          }));
          if (rows.length > 0) {
            await desk.send('POST', '/api/paper-sheets', { sheetId, gateId, writer: '王', rows });
            sheets.push({ sheetId, gateId });
          }
          const target = undone === null ? undefined : sheets[undone % sheets.length];
          if (target) await desk.send('POST', '/api/paper-sheets/undo', { ...target, number: 1 });
          rig.time.now += waitMs;
          for (let asked = 0; asked < asks; asked += 1) await once(isLost && asked % 2 === 0);
        }
        // What came under the time of an answer is told with the next.
        for (let pull = 0; pull < 2; pull += 1) while (await once(false));
        const anew = new HeardPassings();
        let page = await told(anew, null, 1000);
        while (page.more) page = await told(anew, page.cursor, 1000);
        expect(contents(heard)).toEqual(contents(anew));
      },
    ),
    { numRuns: 8 },
  );
});

test('neither all passings of a compound nor what changed is looked for in the whole street', async () => {
  const raw = new DatabaseSync(':memory:');
  const schema: Database = {
    engine: 'sqlite',
    all: async (sql, values = []) => raw.prepare(sql).all(...values) as Row[],
    run: async (sql, values = []) => Number(raw.prepare(sql).run(...values).changes),
    transaction: (work) => work(schema),
    close: async () => raw.close(),
  };
  await migrate(schema);
  const plan: string[] = [];
  const explain: Database['all'] = async (sql, values = []) => {
    const steps = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    plan.push(...steps.map(({ detail }) => String(detail)));
    return [];
  };
  const history = openPassingHistory({ ...schema, all: explain });
  const filter = { streetId: 's', compoundId: 'm1', from: 1 };
  const record = { segmentId: 'ab'.repeat(16), number: 1 };
  await history.all(filter, null, 10);
  await history.all(filter, { householdId: 1, at: 1, ...record }, 10);
  await history.changed(filter, { changedAt: 1, record: null }, 2, 10);
  await history.changed(filter, { changedAt: 1, record }, 2, 10);
  const ofHouseholds = /entries_by_household \(street_id=\? AND household_id=\? AND at>\?\)/;
  const ofChanges = /entries_changed \(street_id=\? AND changed_at/;
  expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  expect(plan.filter((step) => step.startsWith('SEARCH e'))).toEqual(
    [ofHouseholds, ofHouseholds, ofChanges, ofChanges].map((index) => expect.stringMatching(index)),
  );
  // Only within one household, or one moment.
  expect(plan.filter((step) => /TEMP B-TREE/.test(step) && !/LAST|RIGHT/.test(step))).toEqual([]);
  await schema.close();
});
