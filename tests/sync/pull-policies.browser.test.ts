import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, HOUR_MS, START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
  phone.server.policy = await signed(2, START);
});
afterEach(() => {
  vi.useRealTimers();
});

function signed(version: number, effectiveFrom: number) {
  phone.street.policy = { ...phone.street.policy, version, effectiveFrom };
  return phone.street.signedPolicy();
}

async function note(session: ShiftSession, now: number): Promise<number> {
  const written = await writeHandoverNote(session, '交班', now);
  if (written.kind !== 'saved') throw new Error(written.why);
  return session.policy.version;
}

/** What was pulled reaches an open session in its own time. */
const noted = (session: ShiftSession, now: number, version: number) =>
  vi.waitFor(async () => expect(await note(session, now)).toBe(version));

it('goes over to the next rules at their hour without network, and puts that on record', async () => {
  const session = await phone.startShift();
  phone.server.nextPolicy = await signed(3, START + HOUR_MS);
  await phone.pull();
  await noted(session, START, 2);
  await vi.waitFor(async () => {
    expect(await note(session, START + HOUR_MS - 1000)).toBe(2);
    expect(await note(session, START + HOUR_MS)).toBe(3);
  });
  expect(session.state.policyVersion).toBe(3);
  const unlocked = await unlockWithCard(phone.street.cardOf(GATE), START + 2 * HOUR_MS);
  if (unlocked.kind !== 'opened') throw new Error(unlocked.kind);
  expect(unlocked.session.policy.version).toBe(3);
});

it('has the screens ask by the next rules when their hour comes, before anybody passes', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: START });
  const session = await phone.startShift();
  phone.server.nextPolicy = await signed(3, START + HOUR_MS);
  const told = vi.fn();
  session.subscribe(told);
  await phone.pull();
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  await vi.advanceTimersByTimeAsync(HOUR_MS - 1000);
  expect(session.policy.version).not.toBe(3);
  await vi.advanceTimersByTimeAsync(1000);
  await vi.waitFor(() => expect(session.policy.version).toBe(3));
});

it('takes no older rules, and forgets what is not made for later any more', async () => {
  const session = await phone.startShift();
  phone.server.nextPolicy = await signed(3, START + HOUR_MS);
  await phone.pull();
  phone.server.policy = await signed(1, START);
  phone.server.nextPolicy = await signed(2, START + HOUR_MS);
  await phone.pull();
  await noted(session, START + HOUR_MS, 3);
  phone.server.policy = await signed(4, START);
  phone.server.nextPolicy = null;
  await phone.pull();
  await noted(session, START + HOUR_MS, 4);
  expect(await database.documents.get('nextPolicy')).toBeUndefined();
});

it('keeps the next rules when those in force came damaged, and what it has is named', async () => {
  phone.server.versions = {
    keyList: 'k',
    policy: 'p',
    nextPolicy: 'n',
    revocations: 'r',
    gates: 'g',
  };
  phone.server.nextPolicy = await signed(3, START + HOUR_MS);
  await phone.pull();
  await phone.pull();
  expect(phone.server.asked).toMatchObject({ policy: 'p', next: 'n' });
  phone.server.versions = { keyList: 'k', policy: 'q', revocations: 'r', gates: 'g' };
  phone.server.policy = new Uint8Array(9);
  phone.server.nextPolicy = null;
  await phone.pull();
  expect(await database.documents.get('nextPolicy')).toMatchObject({ version: 'n' });
});
