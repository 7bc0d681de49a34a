import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beginGroup, groupOf, membersOf } from '../../src/actions/begin-group.ts';
import { countHeads, mayCountHeads, undoHeadCount } from '../../src/actions/count-heads.ts';
import { decideEntry, overridersOf } from '../../src/actions/decide-entry.ts';
import { earlierVisitor } from '../../src/actions/earlier-visitor.ts';
import { HeadCounter, type HeadCounterState } from '../../src/actions/head-counter.ts';
import { papersOf } from '../../src/actions/marks-of.ts';
import { type MeasuredEntry, recordEntry } from '../../src/actions/record-entry.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { whoIsOut } from '../../src/actions/who-is-out.ts';
import { EMPTY_VISITOR, type Shown } from '../../src/domain/entry.ts';
import type { Mark, MarkSubject } from '../../src/domain/mark.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { GATE, START } from '../phone/test-street.ts';
import { PullPhone } from '../sync/pull-phone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LEADER = '王秀英';
let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
});

/** A shift of two under these rules, with these marks. */
async function shiftUnder(
  rules: Partial<Policy>,
  marks: readonly Mark[] = [],
): Promise<ShiftSession> {
  phone.street.policy = { ...DEFAULT_POLICY, version: 2, ...rules };
  phone.server.policy = await phone.street.signedPolicy();
  const entrances = [{ building: '3', unit: '1', householdIds: [1, 2, 3, 4, 5] }];
  phone.server.briefing = { marks, contacts: [], entrances };
  expect((await phone.pull()).kind).toBe('done');
  const unlocked = await unlockWithCard(phone.street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start([LEADER, '李建国'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  return started.session;
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

async function record(session: ShiftSession, entry: MeasuredEntry, now = START) {
  const recorded = await recordEntry(session, entry, now);
  if (recorded.kind !== 'saved') throw new Error(JSON.stringify(recorded));
  return recorded;
}

const codesOf = ({ judgement }: Awaited<ReturnType<typeof record>>) =>
  judgement.reasons.map(({ code }) => code);

const mark = (subject: MarkSubject, change: Partial<Mark> = {}): Mark => ({
  id: 'ab'.repeat(16),
  subject,
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: false,
  documentIds: [],
  note: '',
  ...change,
});

describe('the judge at the gate', () => {
  it('knows where somebody lives, whom the desk has marked, and which papers it has seen', async () => {
    const session = await shiftUnder(
      {
        hours: [
          {
            directions: ['out'],
            homes: { compoundIds: [], buildings: ['3号楼'], units: [], parity: 'any' },
            windows: [{ fromMinute: 14 * 60, toMinute: 15 * 60 }],
          },
        ],
        documents: [{ id: 5, name: '医护证', lifts: ['hours'], directions: ['out'], perDay: 1 }],
      },
      [
        mark({ kind: 'resident', rosterNumber: 7 }, { isolatedUntil: '2022-04-10' }),
        mark({ kind: 'household', householdId: 2 }, { documentIds: [5] }),
        mark({ kind: 'plate', plate: '鄂J12345' }, { isDenied: true }),
      ],
    );
    expect(codesOf(await record(session, resident(1)))).toEqual(['outside-hours']);
    expect(codesOf(await record(session, resident(6)))).toEqual([]);
    expect(codesOf(await record(session, resident(7)))).toEqual(['isolated']);
    expect(papersOf(session, resident(2).subject, [])).toEqual([5]);
    expect(codesOf(await record(session, resident(2)))).toEqual(['lifted']);
    await record(session, resident(2, { direction: 'in' }), START + MINUTE);
    expect(codesOf(await record(session, resident(2), START + 2 * MINUTE))).toContain(
      'document-used-up',
    );
    const driver = { ...EMPTY_VISITOR, name: '孙', plate: '鄂Ｊ·12345' };
    const visit = resident(0, { subject: { kind: 'visitor', visitor: driver }, direction: 'in' });
    expect(codesOf(await record(session, visit))).toEqual(['denied']);
  });

  it('asks for codes first, unless a paper that lifts them is there', async () => {
    const paper: Shown = { kind: 'document', documentId: 5 };
    const session = await shiftUnder({
      codesRequired: 'everybody',
      documents: [{ id: 5, name: '通行证', lifts: ['codes'], directions: ['out'], perDay: 0 }],
    });
    expect((await recordEntry(session, resident(1), START)).kind).toBe('codes-first');
    const lifted = await record(session, resident(1, { shown: [paper] }));
    expect(lifted.judgement).toMatchObject({ verdict: 'pass', reasons: [{ code: 'lifted' }] });
  });

  it('takes a second reading with the same thermometer for none, and the third as the second', async () => {
    const instrument = (instrumentId: number): Shown => ({ kind: 'instrument', instrumentId });
    const thermometer = {
      site: 'forehead',
      feverThresholdTenths: 373,
      lowThresholdTenths: 340,
    } as const;
    const session = await shiftUnder({
      instruments: [
        { id: 1, name: '额温枪甲', ...thermometer },
        { id: 2, name: '额温枪乙', ...thermometer },
      ],
    });
    const hot = (change: Partial<MeasuredEntry>) =>
      resident(1, { temperatureTenths: 378, ...change });
    const first = await record(session, hot({ shown: [instrument(1)] }));
    const same = await record(session, hot({ shown: [instrument(1)], follows: first.entry.id }));
    expect(codesOf(same)).toEqual(['fever-first', 'same-instrument']);
    const other = await record(session, hot({ shown: [instrument(2)], follows: same.entry.id }));
    expect(codesOf(other)).toEqual(['fever-again']);
    const third = await record(session, hot({ shown: [instrument(2)], follows: other.entry.id }));
    expect(codesOf(third)).toEqual(['fever-again']);
  });
});

describe('letting pass whom the rules stopped', () => {
  const denied = [mark({ kind: 'resident', rosterNumber: 1 }, { isDenied: true })];

  it('is only for whom the street allows it, with a reason in words', async () => {
    const session = await shiftUnder({ override: 'anybody' }, denied);
    const { entry } = await record(session, resident(1));
    expect(overridersOf(session, entry)).toEqual([LEADER]);
    const decide = (note: string, by: string) =>
      decideEntry(session, entry.id, 'passed', note, by, START);
    expect(await decide('急诊', '李建国')).toEqual({ kind: 'not-allowed', overriders: [LEADER] });
    expect(await decide(' ', LEADER)).toEqual({ kind: 'note-needed' });
    expect(await decide('急诊', LEADER)).toMatchObject({
      kind: 'saved',
      entry: { decidedBy: LEADER, decisionNote: '急诊', facts: { outcome: 'passed' } },
    });
  });

  it('is nobody’s after a second fever, and a case is closed by somebody on duty', async () => {
    const session = await shiftUnder({ override: 'anybody' });
    const hot = { temperatureTenths: 380 };
    const first = await record(session, resident(1, hot));
    expect(overridersOf(session, first.entry)).toEqual([LEADER, '李建国']);
    const { entry } = await record(session, resident(1, { ...hot, follows: first.entry.id }));
    const decide = (outcome: 'passed' | 'turned-back', by: string) =>
      decideEntry(session, entry.id, outcome, '家属说没事', by, START);
    expect(await decide('passed', LEADER)).toEqual({ kind: 'not-allowed', overriders: [] });
    expect((await decide('turned-back', '')).kind).toBe('not-allowed');
    expect(session.state.open).toHaveLength(1);
    expect((await decide('turned-back', '李建国')).kind).toBe('saved');
    expect(session.state.open).toHaveLength(0);
  });
});

describe('counting heads', () => {
  const clicker = [{ fromMinute: 7 * 60, toMinute: 8 * 60 + 1 }];

  it('is for the hours that the street allows it in, and can be taken back', async () => {
    const session = await shiftUnder({ clicker });
    const counted = await countHeads(session, 'in', 12, START);
    if (counted.kind !== 'saved') throw new Error(counted.kind);
    expect(session.state.counted).toEqual({ out: 0, in: 12 });
    expect(mayCountHeads(session.policy, START + MINUTE)).toBe(false);
    expect((await countHeads(session, 'in', 1, START + MINUTE)).kind).toBe('not-allowed-now');
    expect((await undoHeadCount(session, counted.id, START + MINUTE)).kind).toBe('saved');
    expect((await undoHeadCount(session, counted.id, START + MINUTE)).kind).toBe('gone');
    expect(session.state.counted).toEqual({ out: 0, in: 0 });
  });

  it('gathers taps into few records, loses none when the page is hidden, and takes back one tap or the last record', async () => {
    const session = await shiftUnder({ clicker });
    let state: HeadCounterState | null = null;
    const counter = new HeadCounter(session, (now) => {
      state = now;
    });
    for (let tap = 0; tap < 5; tap += 1) counter.tap('out', START);
    counter.tap('in', START);
    await counter.undoLast(START);
    expect(state).toMatchObject({ waiting: { out: 5, in: 0 }, last: null });
    expect(session.state.recordCount).toBe(1);
    globalThis.dispatchEvent(new Event('pagehide'));
    await vi.waitFor(() => expect(session.state.counted).toEqual({ out: 5, in: 0 }));
    expect(session.state.recordCount).toBe(2);
    await counter.undoLast(START);
    expect(session.state.counted.out).toBe(0);
    counter.tap('in', START + MINUTE);
    await counter.stop();
    expect(state).toMatchObject({ waiting: { out: 0, in: 1 }, trouble: 'not-allowed-now' });
  });
});

describe('who comes together', () => {
  const vehicles = { ...DEFAULT_POLICY.vehicles, everyoneMeasured: true };

  it('waits until everybody in the vehicle is measured, and then all pass', async () => {
    const session = await shiftUnder({ vehicles });
    const group = beginGroup(session, START);
    const shown: Shown[] = [
      { kind: 'vehicle', plate: '鄂J12345', people: 3 },
      { kind: 'together', group },
    ];
    expect(membersOf(session, 4).map(({ rosterNumber }) => rosterNumber)).toEqual([4, 10]);
    const first = await record(session, resident(4, { shown }));
    expect(codesOf(first)).toEqual(['vehicle-not-measured']);
    const masked = await record(session, resident(10, { shown, mask: false }), START + SECOND);
    expect(masked.entry.facts.outcome).toBe('parked');
    const last = await record(session, resident(2, { shown }), START + 2 * SECOND);
    expect(last.judgement.verdict).toBe('pass');
    expect(last.released.map(({ facts }) => facts.subject)).toEqual([first.entry.facts.subject]);
    const outcomes = groupOf(session, group).map(({ facts }) => [facts.subject, facts.outcome]);
    expect(outcomes).toEqual([
      [{ kind: 'resident', rosterNumber: 10 }, 'parked'],
      [{ kind: 'resident', rosterNumber: 2 }, 'passed'],
      [{ kind: 'resident', rosterNumber: 4 }, 'passed'],
    ]);
    expect(beginGroup(session, START)).not.toBe(group);
  });
});

describe('whoever comes often', () => {
  it('is chosen and measured: what was shown goes along', async () => {
    const session = await shiftUnder({ codesRequired: 'visitors', hostConfirmation: true });
    const subject = { kind: 'visitor' as const, visitor: { ...EMPTY_VISITOR, name: '赵强' } };
    const shown: Shown[] = [
      { kind: 'health-code', colour: 'green', shownOn: '2022-04-03' },
      { kind: 'travel-card', isStarred: false, shownOn: '2022-04-03' },
      { kind: 'host', household: '3-1-502', isConfirmed: true },
    ];
    await record(session, resident(0, { subject, direction: 'in', shown }));
    const [again] = earlierVisitor(session, '赵', START + MINUTE);
    if (!again) throw new Error('not found');
    const { visitor, direction } = again;
    const out = resident(0, {
      subject: { kind: 'visitor', visitor },
      direction,
      shown: again.shown,
    });
    expect((await record(session, out, START + MINUTE)).judgement.verdict).toBe('pass');
    expect(earlierVisitor(session, '', START + 2 * MINUTE)[0]).toMatchObject({
      times: 2,
      direction: 'in',
    });
  });
});

describe('who is out', () => {
  it('is told by name, with when they are due', async () => {
    const quota = {
      persons: 2,
      periodDays: 1,
      maxOutMinutes: 60,
      countedPurposes: [],
      overstayCostsExit: false,
      returneeVoidDays: 0,
    };
    const session = await shiftUnder({ quota });
    await record(session, resident(4));
    await record(session, resident(10), START + MINUTE);
    await record(session, resident(4, { direction: 'in' }), START + 5 * MINUTE);
    expect(whoIsOut(session, 4, START + 63 * MINUTE)).toMatchObject([
      {
        person: { rosterNumber: 10 },
        since: START + MINUTE,
        dueAt: START + 61 * MINUTE,
        overdueMinutes: 2,
        gateId: GATE,
      },
    ]);
  });
});
