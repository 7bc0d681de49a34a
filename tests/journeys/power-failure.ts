import { expect } from 'vitest';
import { type GateShift, ordinary, rowOf, spoken } from './gate-shift.ts';
import { word } from './words.ts';

/** In the middle of an entry, with nobody's leave. The same profile comes back without a network. */
export async function thePowerFails(shift: GateShift): Promise<void> {
  const { done, facts } = shift;
  await shift.next();
  await shift.scan(facts.cast.interrupted);
  shift.verdictsShown += await shift.phone.savedEveryVerdictFirst();
  await shift.phone.kill();
  shift.findsNothing();
  await shift.openPhone(true);
  await shift.phone.isAt(word('locked.title'));
  await shift.phone.sees('locked.resume', { gate: facts.gateName, time: '09:00' });
  await shift.phone.pendingIs(done.records - shift.synced);
  await shift.phone.isAccessible('locked with an open shift');
}

export async function goesOnWithoutNames(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { interrupted } = facts.cast;
  await phone.press('locked.no-card');
  await phone.sees('gate.nameless');
  await phone.isAccessible('gate without names');
  await phone.scan(interrupted.passText, shift.measuring());
  await phone.sees('subject.no-card');
  await phone.sees('name.none');
  await shift.measure('36.6');
  await phone.isAt(word('verdict.pass'));
  await phone.isAccessible('pass without a name');
  await shift.toNext();
  done.add({ ...rowOf(interrupted), ...ordinary(), temperature: '36.6', at: street.now() });
}

export async function theCardBringsTheNamesBack(shift: GateShift): Promise<void> {
  const { facts, phone } = shift;
  const { feverTwice, waits } = facts.cast;
  await phone.scan(facts.gateCard, phone.page.getByText(word('gate.card-named')));
  await phone.press('act.understood');
  for (const resident of [feverTwice, waits]) {
    expect(await shift.parkedRow(resident).textContent()).toContain(spoken(resident.name));
  }
}
