import { nineKeyOf } from '../../../src/domain/nine-key.ts';
import type { Luma } from '../../../src/scanning/worker/luma.ts';
import type { RowDone } from '../rows-done.ts';
import { word } from '../words.ts';
import { type Person, roomOf } from './people.ts';
import type { GatePhone, StreetSetUp } from './street-set-up.ts';

/** What the register says of a resident: as the roster knows them. */
export const rowOfPerson = (person: Person) => ({
  name: person.name,
  idNumber: person.idNumber,
  address: roomOf(person),
  phone: person.phone,
});

/** Opens the gate with the paper card and says who is on duty. */
export async function takesTheGate(at: GatePhone, card: Luma): Promise<void> {
  const { phone, gate, onDuty } = at;
  await phone.scan(card, phone.heading(gate));
  await phone.field('names.add-label').fill(onDuty);
  await phone.press('names.add');
  await phone.press('start.start');
  await phone.sees('gate.hold-code');
  at.records += 1;
}

/** The next person comes: a second of their own. */
export async function nextComes(street: StreetSetUp, { phone }: GatePhone): Promise<number> {
  const at = street.nextSecond();
  await phone.setClock(at);
  return at;
}

export const measuring = ({ phone }: GatePhone) => phone.heading(word('measure.title'));

/** The phone knows who it is: masked, and in full after a tap. */
export async function isKnownAs({ phone }: GatePhone, person: Person): Promise<void> {
  await phone.tap(phone.page.getByRole('button', { name: roomOf(person) }));
  await phone.page.getByText(person.name).waitFor();
}

/** One of the keys 36.0 to 36.9; then on to the next person, and into the test's own register. */
export async function goesOut(
  street: StreetSetUp,
  gatePhone: GatePhone,
  row: Pick<RowDone, 'at' | 'name' | 'address' | 'phone'> & Partial<RowDone>,
  temperature: string,
): Promise<void> {
  const { phone, gate, onDuty } = gatePhone;
  const pad = phone.page.getByRole('region', { name: word('keys.temperature') });
  const name = new RegExp(`^${temperature.replace('.', '\\.')}`);
  await phone.tap(pad.getByRole('button', { name }));
  await phone.isAt(word('verdict.pass'));
  await phone.press('act.next');
  await phone.isAt(gate);
  gatePhone.records += 1;
  const usual = { site: 'forehead', mask: true, direction: 'out', verdict: 'pass' } as const;
  street.done.add({ ...usual, outcome: 'passed', onDuty: [onDuty], gate, temperature, ...row });
}

/** By the room, on the nine keys. */
export async function isFound(at: GatePhone, person: Person): Promise<void> {
  const { phone } = at;
  await phone.press('gate.find');
  const pad = phone.page.getByRole('region', { name: word('keys.nine') });
  for (const sign of roomOf(person)) {
    const name = sign === '-' ? word('keys.dash') : new RegExp(`^${nineKeyOf(sign)}`);
    await phone.tap(pad.getByRole('button', { name }));
  }
  const tail = person.phone.slice(-4);
  await phone.tap(phone.page.getByRole('button').filter({ hasText: tail }).first());
  await measuring(at).waitFor();
}

/** Every record is at the desk, and the phone says so. */
export async function closesWithAllReceived(gatePhone: GatePhone): Promise<void> {
  const { phone } = gatePhone;
  await phone.press('gate.handover');
  await phone.isAt(word('duty.title'));
  await phone.press('duty.close');
  await phone.isAt(word('close.title'));
  await phone.press('close.close');
  await phone.isAt(word('account.title'));
  gatePhone.records += 1;
  await phone.sees('equal.same', {
    left: gatePhone.records,
    leftLabel: word('account.logged'),
    right: gatePhone.records,
    rightLabel: word('account.received'),
  });
  await phone.press('account.done');
  await phone.isAt(word('locked.title'));
}
