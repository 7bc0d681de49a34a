import { expect } from 'vitest';
import {
  firstShift,
  type GateShift,
  ordinary,
  relief,
  rowOf,
  spoken,
  typed,
} from './gate-shift.ts';
import type { Resident } from './street-facts.ts';
import { word } from './words.ts';

/** Two taps from the code to the next person, and what they did is at the desk at once. */
export async function firstEntryIsSeenAtTheDesk(shift: GateShift): Promise<void> {
  const { desk, done, facts, phone, street } = shift;
  const { known } = facts.cast;
  await shift.next();
  await shift.scan(known);
  await phone.isAccessible('temperature');
  await shift.measure('36.5');
  await phone.isAt(word('verdict.pass'));
  await phone.isAccessible('pass');
  await shift.toNext();
  expect(phone.taps).toBe(2);
  const row = { ...rowOf(known), ...ordinary(), temperature: '36.5', at: street.now() };
  done.add(row);
  await phone.pendingIs(0);
  await desk.holds(1);
  expect((await desk.rows())[0]).toContain('36.5');
  await desk.isAccessible('a ledger with a row');
}

export async function namesAreMaskedUntilATap(shift: GateShift): Promise<void> {
  const { facts, phone } = shift;
  const { interrupted } = facts.cast;
  await shift.next();
  await shift.scan(interrupted);
  const face = phone.page.getByRole('button', { name: interrupted.room });
  expect(await face.textContent()).toContain(spoken(interrupted.name));
  expect(await face.textContent()).not.toContain(interrupted.name);
  await phone.tap(face);
  await phone.page.getByText(interrupted.name).waitFor();
  await phone.press('act.cancel');
  await phone.isAt(facts.gateName);
}

export async function cameBackIn(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { known } = facts.cast;
  await shift.next();
  await phone.tap(phone.page.getByRole('button', { name: word('direction.in'), exact: true }));
  await phone.scanAgain(known.passText, shift.measuring());
  await shift.measure('36.4');
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  const row = { ...rowOf(known), ...ordinary('in'), temperature: '36.4', at: street.now() };
  done.add(row);
  await phone.pendingIs(1);
}

/** The clock stands: the same code is raised again within ten seconds. */
export async function theSameCodeAgainAddsNothing(shift: GateShift): Promise<void> {
  const { facts, phone } = shift;
  const { passText } = facts.cast.known;
  await phone.scanAgain(passText, phone.page.getByText(word('gate.repeat')));
  await phone.isAccessible('a repeat');
  await phone.press('act.understood');
  await phone.pendingIs(1);
}

/** Within the same ten seconds: whoever turns round at once is another passing. */
export async function theOtherWayIsNoRepeat(shift: GateShift): Promise<void> {
  const { facts, phone } = shift;
  await phone.tap(phone.page.getByRole('button', { name: word('direction.out'), exact: true }));
  await phone.scanAgain(facts.cast.known.passText, shift.measuring());
  await phone.press('act.cancel');
  await phone.isAt(facts.gateName);
}

/** With nine keys that ask for the room, the initials and the phone number at once. */
export async function isFoundBy(
  shift: GateShift,
  question: string,
  resident: Resident,
  reading: string,
): Promise<void> {
  const { done, phone, street } = shift;
  await shift.next();
  await shift.find(question);
  await phone.isAccessible('find');
  await phone.tap(shift.foundPerson(resident));
  await shift.measuring().waitFor();
  await shift.measure(reading);
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  done.add({ ...rowOf(resident), ...ordinary(), temperature: reading, at: street.now() });
}

/** A plate of a new-energy car, an ID number that cannot be one: said, and nobody is stuck. The remark is a formula. */
export async function registersAVisitor(shift: GateShift): Promise<void> {
  const { done, phone, street } = shift;
  const visitor = {
    name: `欧${typed.visitor}`,
    householdVisited: `1-${typed.visited}`,
    purpose: typed.visitorPurpose,
    phone: typed.visitorPhone,
    plate: '苏AD12345',
    idNumber: typed.visitorId,
    address: typed.visitorAddress,
    remark: `=1+${typed.visitorRemark}`,
  };
  await shift.next();
  await phone.press('gate.visitor');
  await phone.isAt(word('visitor.title'));
  await phone.field('visitor.name').fill(visitor.name);
  await phone.field('visitor.household').fill(visitor.householdVisited);
  await phone.field('visitor.purpose').fill(visitor.purpose);
  await phone.field('visitor.phone').fill(visitor.phone);
  await phone.field('visitor.plate').fill(visitor.plate);
  await phone.field('visitor.id-number').fill(visitor.idNumber);
  await phone.field('visitor.address').fill(visitor.address);
  await phone.field('visitor.remark').fill(visitor.remark);
  await phone.sees('odd.id-length');
  expect(await phone.page.getByRole('textbox').evaluateAll(oddFields)).toEqual([
    word('visitor.id-number'),
  ]);
  await phone.isAccessible('visitor form');
  await phone.press('visitor.measure');
  await shift.measuring().waitFor();
  await shift.measure('36.2');
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  done.add({ ...visitor, ...ordinary(), temperature: '36.2', at: street.now() });
}

export async function isFromAnotherCompound(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  await shift.next();
  await phone.scan(facts.otherCompound.passText, shift.measuring());
  await phone.sees('subject.not-on-roster');
  await shift.measure('36.1');
  await phone.isAt(word('verdict.check'));
  await phone.sees('reason.not-on-roster');
  const row = done.add({
    ...rowOf(facts.otherCompound),
    ...ordinary(),
    temperature: '36.1',
    at: street.now(),
    verdict: 'check',
    // Looked at just before, for whoever came next.
    codes: { health: 'green', card: 'plain' },
    reasons: ['not-on-roster'],
    outcome: 'parked',
  });
  await phone.press('verdict-screen.checked-pass');
  await phone.isAt(facts.gateName);
  done.amend(row, { outcome: 'passed' });
}

export async function reliefTakesOver(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { byPhone } = facts.cast;
  await shift.next();
  await phone.press('gate.handover');
  for (const name of firstShift) {
    await phone.tap(phone.page.getByRole('button', { name, exact: true }));
  }
  for (const name of relief) {
    await phone.field('names.add-label').fill(name);
    await phone.press('names.add');
  }
  await phone.press('duty.change');
  await phone.isAt(facts.gateName);
  done.records += 1;
  await phone.tap(phone.page.getByRole('button', { name: word('direction.in'), exact: true }));
  await shift.scan(byPhone);
  await shift.measure('36.0');
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  const row = { ...rowOf(byPhone), ...ordinary('in'), temperature: '36.0', at: street.now() };
  done.add({ ...row, onDuty: relief });
}

const oddFields = (fields: Element[]): string[] =>
  fields
    .filter((field) => field.getAttribute('aria-invalid') === 'true')
    .map((field) => (field as HTMLInputElement).labels?.[0]?.firstChild?.textContent ?? '');
