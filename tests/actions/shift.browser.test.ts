import { beforeEach, describe, expect, it } from 'vitest';
import { changeDuty } from '../../src/actions/change-duty.ts';
import { closeShift } from '../../src/actions/close-shift.ts';
import { correctEntry } from '../../src/actions/correct-entry.ts';
import { decideEntry } from '../../src/actions/decide-entry.ts';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { lock } from '../../src/actions/lock.ts';
import { parkPerson } from '../../src/actions/park-person.ts';
import { readGate } from '../../src/actions/phone-situation.ts';
import { readCode, readMember } from '../../src/actions/read-code.ts';
import { type MeasuredEntry, recordEntry } from '../../src/actions/record-entry.ts';
import { refuseCode } from '../../src/actions/refuse-code.ts';
import { shiftAccount } from '../../src/actions/shift-account.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { showCard } from '../../src/actions/show-card.ts';
import { undoEntry } from '../../src/actions/undo-entry.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { passCode } from '../../src/sealing/pass-code.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, HOUR_MS, OTHER_GATE, START, TestStreet } from '../phone/test-street.ts';

const street = await TestStreet.make();
const SECOND = 1000;

beforeEach(async () => {
  await street.setUpPhone();
});

async function startShift(now = START): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), now);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], now);
  if (started.kind !== 'opened') throw new Error(started.kind);
  return started.session;
}

async function unlock(now: number): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), now);
  if (unlocked.kind !== 'opened') throw new Error(unlocked.kind);
  return unlocked.session;
}

const resident = (rosterNumber: number, change: Partial<MeasuredEntry> = {}): MeasuredEntry => ({
  subject: { kind: 'resident', rosterNumber },
  direction: 'out',
  identification: 'scanned',
  temperatureTenths: 365,
  site: 'forehead',
  mask: true,
  shown: [],
  follows: null,
  ...change,
});

async function record(session: ShiftSession, entry: MeasuredEntry, now: number) {
  const recorded = await recordEntry(session, entry, now);
  if (recorded.kind !== 'saved') throw new Error(JSON.stringify(recorded));
  return recorded;
}

describe('a shift', () => {
  it('is started by the card and two names, and tells its roster', async () => {
    const session = await startShift();
    expect(session.named).toBe(true);
    expect(session.roster?.size).toBe(10);
    expect(session.state.onDuty).toEqual(['王秀英']);
    expect((await readGate()).openShift).toMatchObject({ shiftId: session.shiftId });
  });

  it('comes back whole after lock and unlock, in a new segment that names the one before', async () => {
    const session = await startShift();
    const { entry } = await record(session, resident(1), START + SECOND);
    await parkPerson(session, { ...resident(2), mask: true }, START + 2 * SECOND);
    await changeDuty(session, ['李建国'], START + 3 * SECOND);
    await writeHandoverNote(session, '3-1-502 送药', START + 4 * SECOND);
    const before = session.state;
    lock(session);
    expect(session.roster).toBeNull();
    expect(session.state.entries).toEqual([]);

    const again = await unlock(START + HOUR_MS);
    expect(again.state).toEqual(before);
    expect(again.unreadable).toBe(0);
    expect(again.state.open.map((one) => one.facts.subject)).toEqual([
      { kind: 'resident', rosterNumber: 2 },
    ]);
    await undoEntry(again, entry.id, START + HOUR_MS);
    const rows = await database.segments.orderBy('sequence').toArray();
    expect(rows.map(({ order, sequence }) => [order, sequence])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(again.state.entries).toHaveLength(1);
  });

  it('logs who waits for a reading as somebody to be checked, for no reason yet, parked', async () => {
    const session = await startShift();
    for (const rosterNumber of [2, 9]) {
      const parked = await parkPerson(session, resident(rosterNumber), START + SECOND);
      if (parked.kind !== 'saved') throw new Error(parked.kind);
      const { reading, verdict, outcome, reasons } = parked.entry.facts;
      expect({ reading, verdict, outcome, reasons }).toEqual({
        reading: null,
        verdict: 'check',
        outcome: 'parked',
        reasons: [],
      });
    }
    expect(session.state.open).toHaveLength(2);
  });

  it('refuses everything after lock', async () => {
    const session = await startShift();
    lock(session);
    const recorded = await recordEntry(session, resident(1), START);
    expect(recorded).toEqual({ kind: 'not-saved', why: 'locked' });
    expect(await database.records.count()).toBe(1);
  });

  it('states its number of records at the close, also when some cannot be read here', async () => {
    const session = await startShift();
    await record(session, resident(1), START + SECOND);
    lock(session);
    const nameless = await goOnWithoutNames(GATE, [], START + 2 * SECOND);
    if (nameless.kind !== 'opened') throw new Error(nameless.kind);
    expect(nameless.session.unreadable).toBe(2);
    const closed = await closeShift(nameless.session, START + 3 * SECOND);
    expect(closed).toMatchObject({ kind: 'closed', recordCount: 3 });
    expect(await shiftAccount(session.shiftId)).toMatchObject({
      recordCount: 3,
      received: 0,
      missing: [
        { from: 1, to: 2 },
        { from: 1, to: 1 },
      ],
    });
    expect((await readGate()).openShift).toBeNull();
    expect((await readGate()).unsettled).toHaveLength(1);
  });

  it('goes on when the clock is set back', async () => {
    const session = await startShift(START + HOUR_MS);
    await record(session, resident(1), START + HOUR_MS);
    await record(session, resident(1), START);
    const before = session.state;
    lock(session);
    expect((await unlock(START - HOUR_MS)).state).toEqual(before);
  });
});

describe('without the card', () => {
  it('entries are recorded by pass, and the card brings names, parked people and all records', async () => {
    const opened = await goOnWithoutNames(GATE, ['王秀英'], START);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const { session } = opened;
    expect(await readCode(session, await street.pass(101), START + SECOND)).toMatchObject({
      kind: 'pass-holder',
      why: 'no-card',
    });
    const pass = { subject: { kind: 'pass', passNumber: 101 }, temperatureTenths: 375 } as const;
    await record(session, resident(0, pass), START + SECOND);
    expect((await database.segments.toArray())[0]?.wrappedKey).toBeNull();

    expect(await showCard(session, street.cardOf(GATE))).toEqual({ kind: 'shown' });
    expect(session.named).toBe(true);
    const meaning = await readCode(session, await street.pass(101), START + 60 * SECOND);
    expect(meaning).toMatchObject({ kind: 'resident', person: { rosterNumber: 1 } });
    expect(meaning.kind === 'resident' && meaning.open?.facts.outcome).toBe('parked');

    const before = session.state;
    lock(session);
    const again = await unlock(START + HOUR_MS);
    expect(again.state).toEqual(before);
    expect(again.unreadable).toBe(0);
  });
});

describe('the card', () => {
  it('is told apart: mistyped, of nobody, of another gate, replaced', async () => {
    const card = street.cardOf(GATE);
    const wrong = `${card.slice(0, -1)}${card.endsWith('0') ? '1' : '0'}`;
    expect((await unlockWithCard(wrong, START)).kind).toBe('mistyped');
    expect((await unlockWithCard('hello', START)).kind).toBe('not-a-card');
    const stranger = await TestStreet.make();
    expect((await unlockWithCard(stranger.cardOf(GATE), START)).kind).toBe('unknown-card');
    lock(await startShift());
    expect(await unlockWithCard(street.cardOf(OTHER_GATE), START)).toMatchObject({
      kind: 'other-gate',
      gate: { id: GATE },
    });
    const tag = await street.tagOf(GATE);
    await database.gates.update(GATE, { cardTag: '0'.repeat(16), oldCardTags: [tag] });
    expect((await unlockWithCard(card, START)).kind).toBe('old-card');
  });
});

describe('an entry', () => {
  it('with fever parks, the second reading with fever holds, and undo brings the parked one back', async () => {
    const session = await startShift();
    const first = await record(session, resident(1, { temperatureTenths: 373 }), START);
    expect(first.judgement.verdict).toBe('check');
    expect(first.entry.facts.outcome).toBe('parked');
    const follows = first.entry.id;
    const second = resident(1, { temperatureTenths: 380, site: 'axillary', follows });
    const held = await record(session, second, START + 300 * SECOND);
    expect(held.judgement.verdict).toBe('stop');
    expect(held.entry.facts.outcome).toBe('held');
    expect(session.state.entries).toHaveLength(1);
    await undoEntry(session, held.entry.id, START + 301 * SECOND);
    expect(session.state.open.map((one) => one.id)).toEqual([first.entry.id]);
  });

  it('of a red household is turned back; letting it pass needs a reason', async () => {
    const session = await startShift();
    const { entry } = await record(session, resident(9), START);
    expect(entry.facts.outcome).toBe('turned-back');
    const bare = await decideEntry(session, entry.id, 'passed', '  ', '王秀英', START);
    expect(bare).toEqual({ kind: 'note-needed' });
    const decided = await decideEntry(session, entry.id, 'passed', '就医', '王秀英', START);
    expect(decided).toMatchObject({ kind: 'saved', entry: { facts: { outcome: 'passed' } } });
  });

  it('is not doubled by two scans at the same moment, nor by a second tap on a second reading', async () => {
    const session = await startShift();
    const both = await Promise.all([
      recordEntry(session, resident(1, { temperatureTenths: 376 }), START),
      recordEntry(session, resident(1, { temperatureTenths: 376 }), START),
    ]);
    expect(both.map((one) => one.kind)).toEqual(['saved', 'repeat']);
    const follows = session.state.entries[0]?.id ?? null;
    const again = [1, 2].map(() => recordEntry(session, resident(1, { follows }), START + SECOND));
    expect((await Promise.all(again)).map((one) => one.kind)).toEqual(['saved', 'repeat']);
    expect(session.state.entries).toHaveLength(1);
  });

  it('is judged anew when it is corrected', async () => {
    const session = await startShift();
    const { entry } = await record(session, resident(1), START);
    const { follows: _, ...facts } = resident(1, { temperatureTenths: 391 });
    const corrected = await correctEntry(session, entry.id, facts, START + SECOND);
    expect(corrected).toMatchObject({
      entry: { corrected: true, facts: { verdict: 'check', outcome: 'parked' } },
    });
    expect(await correctEntry(session, { ...entry.id, number: 99 }, facts, START)).toEqual({
      kind: 'gone',
    });
  });

  it('takes any length of text that a visitor writes', async () => {
    const session = await startShift();
    const long = '长'.repeat(5000);
    const visitor = {
      name: long,
      idNumber: long,
      address: long,
      phone: long,
      purpose: `${'送'.repeat(199)}😀`,
      householdVisited: long,
      plate: long,
      remark: long,
    };
    const { entry } = await record(
      session,
      resident(0, { subject: { kind: 'visitor', visitor }, identification: 'form' }),
      START,
    );
    lock(session);
    const again = await unlock(START);
    expect(again.state.entries[0]?.facts).toEqual(entry.facts);
  });
});

describe('a code', () => {
  it('that is expired, revoked, forged or foreign says so, and the refusal is counted', async () => {
    await database.documents.put({
      name: 'revocations',
      bytes: await street.signedRevocations(1, [102]),
    });
    const session = await startShift();
    const codeOf = async (text: string) => {
      const meaning = await readCode(session, text, START + SECOND);
      return meaning.kind === 'refused' ? meaning.reason.code : meaning.kind;
    };
    const genuine = await street.pass(101);
    expect(await codeOf(genuine)).toBe('resident');
    expect(await codeOf(await street.pass(101, START))).toBe('pass-expired');
    expect(await codeOf(await street.pass(102))).toBe('pass-revoked');
    const changed = `${genuine.slice(0, -1)}${genuine.endsWith('0') ? '1' : '0'}`;
    expect(await codeOf(changed)).toBe('pass-forged');
    expect(await codeOf(`KP1:${'0'.repeat(4292)}`)).toBe('pass-forged');
    expect(await codeOf(street.cardOf(GATE))).toBe('gate-card');
    expect(await codeOf('https://example.org/')).toBe('text');
    const refused = await readCode(session, await street.pass(102), START + SECOND);
    if (refused.kind !== 'refused') throw new Error(refused.kind);
    await refuseCode(session, refused, 'in', START + SECOND);
    expect(session.state.refusals).toBe(1);
  });

  it('of a household names its people, each with an entry of their own', async () => {
    const session = await startShift();
    const text = await street.pass(204, undefined, 'household');
    const pass = await readCode(session, text, START);
    if (pass.kind !== 'household') throw new Error(pass.kind);
    expect(pass.household.room).toBe('3-1-504');
    expect(pass.people.map((person) => person.rosterNumber)).toEqual([4, 10]);
    const [first, second] = pass.people;
    if (!first || !second) throw new Error('nobody');
    const meaning = (person: typeof first, now: number) =>
      readMember(session, person, 'out', now, pass.how);
    expect(meaning(first, START)).toMatchObject({ kind: 'resident', open: null, how: 'scanned' });
    await record(session, resident(4), START);
    await record(session, resident(10, { temperatureTenths: 375 }), START);
    expect(meaning(first, START + SECOND).kind).toBe('repeat');
    expect(meaning(first, START + 60 * SECOND).kind).toBe('resident');
    expect(meaning(second, START + SECOND)).toMatchObject({
      open: { facts: { outcome: 'parked' } },
    });
    // The household's number belongs to nobody alone, and a resident's pass to no household.
    expect((await readCode(session, await street.pass(204), START)).kind).toBe('pass-holder');
    const own = await street.pass(104, undefined, 'household');
    expect((await readCode(session, own, START + 60 * SECOND)).kind).toBe('resident');
  });

  it('of a household is a pass like any other where nobody has a name', async () => {
    const opened = await goOnWithoutNames(GATE, [], START);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const text = await street.pass(204, undefined, 'household');
    expect(await readCode(opened.session, text, START)).toMatchObject({
      kind: 'pass-holder',
      passNumber: 204,
      why: 'no-card',
    });
  });

  it('that was typed is found in the roster, refused when it is revoked, and never called forged', async () => {
    await database.documents.put({
      name: 'revocations',
      bytes: await street.signedRevocations(1, [102]),
    });
    const session = await startShift();
    const typed = (text: string, now = START) => readCode(session, text, now, null, 'typed');
    const own = await typed(passCode(101).toLowerCase());
    expect(own).toMatchObject({ kind: 'resident', person: { rosterNumber: 1 }, how: 'typed' });
    expect(await typed(passCode(204))).toMatchObject({ kind: 'household', how: 'typed' });
    expect(await typed(passCode(999))).toMatchObject({
      kind: 'pass-holder',
      why: 'not-on-roster',
      how: 'typed',
    });
    expect(await typed(passCode(102))).toEqual({
      kind: 'refused',
      reason: { code: 'pass-revoked' },
      passNumber: 102,
    });
    expect((await typed(`${passCode(101).slice(0, -1)}U`)).kind).toBe('mistyped');
    expect(await typed(await street.pass(101))).toMatchObject({ kind: 'resident', how: 'scanned' });
    expect((await typed(street.cardOf(GATE))).kind).toBe('gate-card');
    await record(session, resident(1, { identification: 'typed' }), START);
    expect((await typed(passCode(101), START + SECOND)).kind).toBe('repeat');
  });

  it('of six symbols that was scanned is no pass: anybody can print them', async () => {
    const session = await startShift();
    expect((await readCode(session, passCode(101), START)).kind).toBe('text');
  });

  it('seen again right after its entry is a repeat', async () => {
    const session = await startShift();
    await record(session, resident(1), START);
    const pass = await street.pass(101);
    expect((await readCode(session, pass, START + 5 * SECOND)).kind).toBe('repeat');
    expect((await readCode(session, pass, START + 5 * SECOND, 'in')).kind).toBe('resident');
    expect((await readCode(session, pass, START + 11 * SECOND)).kind).toBe('resident');
  });
});
