import { expect } from 'vitest';
import { type GateShift, typed } from './gate-shift.ts';
import { deskWord, word } from './words.ts';

export async function theNetworkComesBack(shift: GateShift): Promise<void> {
  const { desk, done, phone, road } = shift;
  await phone.pendingIs(done.records - shift.synced);
  road.mend();
  await phone.context.setOffline(false);
  await phone.pendingIs(0);
  await desk.holds(done.count);
}

export async function theShiftIsClosed(shift: GateShift): Promise<void> {
  const { done, phone } = shift;
  await shift.next();
  await phone.press('gate.handover');
  await phone.press('duty.close');
  await phone.isAt(word('close.title'));
  await phone.isAccessible('before closing');
  await phone.press('close.note');
  await phone.isAccessible('a note to the next shift');
  await phone.field('close.note-label').fill(`电梯坏了 ${typed.handover}`);
  await phone.press('close.note-keep');
  await phone.isAt(word('close.title'));
  await phone.press('close.close');
  done.records += 2;
  await phone.isAt(word('account.title'));
  await phone.sees('equal.same', {
    left: done.records,
    leftLabel: word('account.logged'),
    right: done.records,
    rightLabel: word('account.received'),
  });
  await phone.page.getByText(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/).waitFor();
  await phone.isAccessible('receipt');
  shift.verdictsShown += await phone.savedEveryVerdictFirst();
  await phone.press('account.done');
  await phone.isAt(word('locked.title'));
}

/** Every line with its second and its reading; behind a line, whose it is, in full only when asked for. */
export async function theDeskLooksCloser(shift: GateShift): Promise<void> {
  const { desk, done, facts } = shift;
  const rows = await desk.rows();
  const expected = done.expected(facts.gateName);
  expect(rows.length).toBe(expected.length);
  for (const [index, row] of expected.entries()) {
    expect(rows[index]).toContain(row[deskWord('register.time')]?.slice(-8));
    expect(rows[index]).toContain(
      row[deskWord('register.temperature')] || deskWord('entry.not-measured'),
    );
  }
  const { name } = facts.cast.byPhone;
  expect(await desk.page.getByText(name).count()).toBe(0);
  await desk.page.getByRole('table').getByRole('button').first().click();
  await desk.page.getByRole('button', { name: deskWord('household.full-names') }).click();
  await desk.page.getByText(name).first().waitFor();
  await desk.isAccessible('a household');
}

export async function theRegisterSaysWhatWasDone(shift: GateShift): Promise<void> {
  const { desk, done, facts } = shift;
  const exported = await desk.export();
  const received = deskWord('register.received');
  const record = deskWord('register.record');
  for (const row of exported) {
    expect(row[received]).toMatch(/^2022-03-28 09:\d\d:\d\d$/);
    expect(row[record]).toMatch(/^[0-9a-f]{32}\/\d+$/);
  }
  expect(new Set(exported.map((row) => row[record])).size).toBe(exported.length);
  const plain = exported.map(({ [received]: _, [record]: __, ...row }) => row);
  expect(plain).toEqual(done.expected(facts.gateName));
}
