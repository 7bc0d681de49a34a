import { beforeEach, expect, it } from 'vitest';
import { closeShift } from '../../src/actions/close-shift.ts';
import { decideEntry } from '../../src/actions/decide-entry.ts';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { readCode } from '../../src/actions/read-code.ts';
import { recordCaseStep } from '../../src/actions/record-case-step.ts';
import { type MeasuredEntry, recordEntry } from '../../src/actions/record-entry.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { showCard } from '../../src/actions/show-card.ts';
import { caseSince } from '../../src/domain/fever-case.ts';
import { database } from '../../src/storage/database.ts';
import { countPending } from '../../src/storage/pending.ts';
import { pushLog } from '../../src/sync/push-log.ts';
import { GATE, HOUR_MS, START } from '../phone/test-street.ts';
import { PullPhone } from '../sync/pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
});

const hot = (rosterNumber: number, change: Partial<MeasuredEntry> = {}): MeasuredEntry => ({
  subject: { kind: 'resident', rosterNumber },
  direction: 'out',
  identification: 'scanned',
  temperatureTenths: 378,
  site: 'forehead',
  mask: true,
  shown: [],
  follows: null,
  ...change,
});

async function record(session: ShiftSession, entry: MeasuredEntry) {
  const recorded = await recordEntry(session, entry, phone.now);
  if (recorded.kind !== 'saved') throw new Error(JSON.stringify(recorded));
  return recorded;
}

/** Closed, and all of it received: nothing on the phone would be needed any more. */
async function endShift(session: ShiftSession): Promise<void> {
  expect((await closeShift(session, phone.now)).kind).toBe('closed');
  await pushLog(phone.client(), phone.identity, () => phone.now);
  expect(await countPending()).toBe(0);
  phone.now += HOUR_MS;
}

const readable = async () =>
  (await database.segments.toArray()).filter(({ wrappedKey }) => wrappedKey !== null).length;

it('a fever case stays with the next shifts, with its clock and its steps, until somebody closes it', async () => {
  const first = await phone.startShift();
  const { entry } = await record(first, hot(1));
  await recordCaseStep(first, entry.id, 'called', '王秀英', '陈医生', phone.now);
  await record(first, hot(2, { mask: false, temperatureTenths: 365 }));
  await endShift(first);

  const second = await phone.startShift();
  expect(second.earlierCases.map(({ id }) => id)).toEqual([entry.id]);
  expect(second.state.open).toEqual([]);
  expect(second.earlierCases[0] && caseSince(second.earlierCases[0])).toBe(START);
  const stepped = await recordCaseStep(second, entry.id, 'arrived', '王秀英', '', phone.now);
  expect(stepped.kind).toBe('saved');
  await endShift(second);

  const third = await phone.startShift();
  expect(third.earlierCases[0]?.steps.map(({ step }) => step)).toEqual(['called', 'arrived']);
  const closed = await decideEntry(third, entry.id, 'turned-back', '送医院', '王秀英', phone.now);
  expect(closed).toMatchObject({ kind: 'saved', entry: { facts: { outcome: 'turned-back' } } });
  expect(third.earlierCases).toEqual([]);
  const late = await recordCaseStep(third, entry.id, 'handed-over', '王秀英', '', phone.now);
  expect(late.kind).toBe('gone');
  await endShift(third);
  expect(await readable()).toBe(0);
  expect((await phone.startShift()).earlierCases).toEqual([]);
});

it('the person comes back in the next shift: the case is opened, and a good second reading ends it', async () => {
  const first = await phone.startShift();
  const { entry } = await record(first, hot(1));
  await endShift(first);
  const second = await phone.startShift();
  const meaning = await readCode(second, await phone.street.pass(101), phone.now);
  expect(meaning).toMatchObject({ kind: 'resident', open: { id: entry.id } });
  const twice = await recordEntry(second, hot(1), phone.now);
  expect(twice).toMatchObject({ kind: 'repeat', of: { id: entry.id } });
  const again = await record(second, hot(1, { follows: entry.id, site: 'axillary' }));
  expect(again.judgement.reasons.map(({ code }) => code)).toEqual(['fever-again']);
  expect([second.earlierCases, second.state.open]).toMatchObject([[], [{ id: again.entry.id }]]);
  const fine = await record(
    second,
    hot(1, { follows: again.entry.id, site: 'axillary', temperatureTenths: 366 }),
  );
  expect(fine.judgement.verdict).toBe('pass');
  expect(fine.entry.continued?.continued?.id).toEqual(entry.id);
  expect(second.state.open).toEqual([]);
});

it('nobody reads earlier shifts without the card, nor after a shift that left nothing open', async () => {
  const first = await phone.startShift();
  await record(first, hot(1));
  await endShift(first);
  expect(await readable()).toBe(1);
  const nameless = await goOnWithoutNames(GATE, ['李建国'], phone.now);
  if (nameless.kind !== 'opened') throw new Error(nameless.kind);
  expect(nameless.session.earlierCases).toEqual([]);
  await showCard(nameless.session, phone.street.cardOf(GATE));
  const [open] = nameless.session.earlierCases;
  if (!open) throw new Error('no case');
  await decideEntry(nameless.session, open.id, 'turned-back', '', '李建国', phone.now);
  await endShift(nameless.session);
  expect(await readable()).toBe(0);
});
