import { beforeEach, describe, expect, it } from 'vitest';
import { correctEntry } from '../../src/actions/correct-entry.ts';
import { decideEntry } from '../../src/actions/decide-entry.ts';
import { lock } from '../../src/actions/lock.ts';
import { parkPerson } from '../../src/actions/park-person.ts';
import { readCode } from '../../src/actions/read-code.ts';
import { type MeasuredEntry, recordEntry } from '../../src/actions/record-entry.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { undoEntry } from '../../src/actions/undo-entry.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import type { Shown } from '../../src/domain/entry.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { exportRawPublicKey } from '../../src/sealing/keys.ts';
import { sealVisitorCode } from '../../src/sealing/seal-visitor-code.ts';
import { GATE, HOUR_MS, START, TestStreet } from '../phone/test-street.ts';
import { USUAL_FORM } from '../sealing/any-visitor-form.ts';

const street = await TestStreet.make();
const SECOND = 1000;
const DAY_MS = 24 * HOUR_MS;
const shownOn = '2022-04-03';
const green: Shown = { kind: 'health-code', colour: 'green', shownOn };
const red: Shown = { kind: 'health-code', colour: 'red', shownOn };
const plain: Shown = { kind: 'travel-card', isStarred: false, shownOn };

beforeEach(async () => {
  street.policy = DEFAULT_POLICY;
  await street.setUpPhone();
});

async function startShift(): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
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

async function record(session: ShiftSession, entry: MeasuredEntry, now: number) {
  const recorded = await recordEntry(session, entry, now);
  if (recorded.kind !== 'saved') throw new Error(JSON.stringify(recorded));
  return recorded;
}

async function visitorCode(madeAt = START, people = 1): Promise<string> {
  const publicKey = await exportRawPublicKey(street.sealing.publicKey);
  return sealVisitorCode({ ...USUAL_FORM, people }, { keyId: '2022-04', publicKey }, madeAt);
}

describe('a visitor’s own code', () => {
  const { idNumber: _id, phone: _phone, address: _address, remark: _remark, ...clear } = USUAL_FORM;
  const visitor = {
    ...{ name: USUAL_FORM.name, purpose: USUAL_FORM.purpose, plate: USUAL_FORM.plate },
    ...{ householdVisited: '', idNumber: '', phone: '', address: '', remark: '' },
  };

  it('gives what is clear, and is stale when the street’s days are over', async () => {
    street.policy = { ...DEFAULT_POLICY, visitorCodeDays: 1 };
    await street.setUpPhone();
    const session = await startShift();
    const staleAt = async (madeAt: number, now: number) => {
      const meaning = await readCode(session, await visitorCode(madeAt), now);
      return meaning.kind === 'visitor-code' ? meaning.isStale : meaning.kind;
    };
    expect(await readCode(session, await visitorCode(START, 2), START)).toMatchObject({
      kind: 'visitor-code',
      clear: { ...clear, people: 2 },
      madeAt: START,
      isStale: false,
      open: null,
    });
    // 8:00 in the street is midnight in UTC: the next day ends 40 hours later.
    expect(await staleAt(START, START + 40 * HOUR_MS - SECOND)).toBe(false);
    expect(await staleAt(START, START + 40 * HOUR_MS)).toBe(true);
    expect(await staleAt(START + DAY_MS, START)).toBe(false);
    expect(await staleAt(START + 3 * DAY_MS, START)).toBe(true);
  });

  it('is kept in the record through parking, second reading, correction and a lock', async () => {
    const session = await startShift();
    const text = await visitorCode();
    const meaning = await readCode(session, text, START);
    if (meaning.kind !== 'visitor-code') throw new Error(meaning.kind);
    const form: Shown = { kind: 'visitor-form', code: meaning.code };
    const subject = { kind: 'visitor', visitor } as const;
    const parked = await parkPerson(
      session,
      { subject, direction: 'in', identification: 'form', mask: true, shown: [form] },
      START + SECOND,
    );
    if (parked.kind !== 'saved') throw new Error(parked.kind);
    expect(await readCode(session, text, START + 2 * SECOND)).toMatchObject({
      open: { id: parked.entry.id },
    });
    const measured = await record(
      session,
      resident(0, { subject, direction: 'in', shown: [green], follows: parked.entry.id }),
      START + 60 * SECOND,
    );
    expect(measured.entry.facts.shown).toEqual([green, form]);
    expect((await readCode(session, text, START + 61 * SECOND, 'in')).kind).toBe('repeat');
    expect((await readCode(session, text, START + 90 * SECOND, 'in')).kind).toBe('visitor-code');
    await correctEntry(
      session,
      measured.entry.id,
      {
        ...{ subject, direction: 'in', identification: 'form' },
        ...{ temperatureTenths: 366, site: 'forehead', mask: true },
      },
      START + 120 * SECOND,
    );
    lock(session);
    const again = await unlockWithCard(street.cardOf(GATE), START + HOUR_MS);
    if (again.kind !== 'opened') throw new Error(again.kind);
    expect(again.session.state.entries.map((entry) => entry.facts.shown)).toEqual([[green, form]]);
  });

  it('of several people is read again for each of them', async () => {
    const session = await startShift();
    const text = await visitorCode(START, 3);
    const meaning = await readCode(session, text, START);
    if (meaning.kind !== 'visitor-code') throw new Error(meaning.kind);
    const shown: Shown[] = [{ kind: 'visitor-form', code: meaning.code }];
    await record(session, resident(0, { subject: { kind: 'visitor', visitor }, shown }), START);
    expect((await readCode(session, text, START + SECOND, 'out')).kind).toBe('visitor-code');
  });

  it('that is cut off is a text like any other, and so is an address, which is only shown', async () => {
    const session = await startShift();
    const cut = (await visitorCode()).slice(0, -7);
    expect(await readCode(session, cut, START)).toMatchObject({ kind: 'text', isAddress: false });
    const address = 'HTTPS://jkm.henan.gov.cn/u?id=7';
    expect(await readCode(session, address, START)).toEqual({
      kind: 'text',
      text: address,
      isAddress: true,
    });
  });
});

describe('what phones carry for each other', () => {
  it('is told from codes of people, whichever form it has', async () => {
    const session = await startShift();
    for (const text of ['KF1:6BF', 'KR1:\nAAAA', 'KL1:AAAA']) {
      expect(await readCode(session, text, START)).toEqual({ kind: 'carried' });
    }
  });
});

describe('both codes', () => {
  it('are wanted before a verdict of whom the street says, and only then', async () => {
    street.policy = { ...DEFAULT_POLICY, codesRequired: 'everybody' };
    await street.setUpPhone();
    const session = await startShift();
    expect(await recordEntry(session, resident(1, { shown: [green] }), START)).toEqual({
      kind: 'codes-first',
    });
    expect(session.state.entries).toEqual([]);
    const seen = await record(session, resident(1, { shown: [green, plain] }), START);
    expect(seen.judgement.verdict).toBe('pass');
    const stopped = await record(session, resident(2, { shown: [plain, red] }), START);
    expect(stopped.judgement.reasons).toEqual([{ code: 'health-code', colour: 'red' }]);
    expect(stopped.entry.facts).toMatchObject({ outcome: 'turned-back', shown: [red, plain] });
  });
});

describe('a photographed pass', () => {
  it('is looked at when its holder is out already, by this shift’s own log', async () => {
    const session = await startShift();
    await record(session, resident(1), START);
    const second = await record(session, resident(1), START + 60 * SECOND);
    expect(second.judgement).toEqual({
      verdict: 'check',
      reasons: [{ code: 'already-out', since: START }],
    });
    expect(second.entry.facts.outcome).toBe('parked');
    expect((await record(session, resident(2), START + 61 * SECOND)).judgement.verdict).toBe(
      'pass',
    );
  });

  it('is not when the passing was taken back, turned back, or the person came in since', async () => {
    const session = await startShift();
    const first = await record(session, resident(1), START);
    await undoEntry(session, first.entry.id, START + SECOND);
    const again = await record(session, resident(1), START + 20 * SECOND);
    expect(again.judgement.verdict).toBe('pass');
    const back = await record(session, resident(1, { direction: 'in' }), START + 60 * SECOND);
    expect(back.judgement.verdict).toBe('pass');
    const barefaced = await record(session, resident(3, { mask: false }), START);
    await decideEntry(session, barefaced.entry.id, 'turned-back', '', '王秀英', START + SECOND);
    expect((await record(session, resident(3), START + 60 * SECOND)).judgement.verdict).toBe(
      'pass',
    );
  });

  it('is seen again as a repeat first, and never when the street does not mind', async () => {
    street.policy = { ...DEFAULT_POLICY, antiPassback: false };
    await street.setUpPhone();
    const session = await startShift();
    await record(session, resident(1), START);
    expect((await recordEntry(session, resident(1), START + SECOND)).kind).toBe('repeat');
    expect((await record(session, resident(1), START + HOUR_MS)).judgement.verdict).toBe('pass');
  });
});
