import { join } from 'node:path';
import { expect } from 'vitest';
import { Desk } from './desk.ts';
import { firstShift, type GateShift, typed } from './gate-shift.ts';
import { deskWord, word } from './words.ts';

export async function enrolTheDesk(shift: GateShift): Promise<void> {
  const { facts, street } = shift;
  const desk = await Desk.join(join(shift.folder, 'desk'), facts.deskInvitation, street.now());
  shift.desk = desk;
  await desk.page.getByText(deskWord('ledger.empty-day')).waitFor();
  await desk.isAccessible('an empty ledger');
}

export async function enrolThePhone(shift: GateShift): Promise<void> {
  await shift.openPhone(false, shift.facts.phoneInvitation);
  const { phone } = shift;
  await phone.isAt(word('join.title'));
  expect(phone.page.url()).not.toContain('join=');
  await phone.isAccessible('join');
  await phone.field('join.name').fill(`${typed.phoneName}的手机`);
  await phone.press('join.join');
  expect(phone.taps).toBe(1);
  await phone.isAt(word('locked.title'));
  await phone.isAccessible('locked');
  await phone.press('phone-settings.title');
  await phone.isAt(word('phone-settings.title'));
  await phone.page.getByText(word('phone-settings.never')).waitFor({ state: 'detached' });
  await phone.isAccessible('settings');
  await phone.press('act.back');
  await phone.isAt(word('locked.title'));
}

/** Without the card, too, as soon as the gates were fetched; the card of a gate elsewhere opens nothing. */
export async function seesWhatOpensTheGate(shift: GateShift): Promise<void> {
  const { facts, phone } = shift;
  await phone.press('locked.no-card');
  await phone.isAt(facts.gateName);
  await phone.sees('start.nameless');
  await phone.isAccessible('start without names');
  await phone.press('act.back');
  await phone.isAt(word('locked.title'));
  await phone.press('locked.type');
  await phone.isAt(word('locked.type'));
  await phone.isAccessible('typing the card');
  await phone.press('act.back');
  await phone.isAt(word('locked.title'));
  await phone.scan(facts.otherGateCard, phone.page.getByText(word('card.unknown-card')));
  await phone.isAccessible('a card of another gate');
}

export async function startTheShift(shift: GateShift): Promise<void> {
  const { done, facts, phone } = shift;
  await phone.scan(facts.gateCard, phone.heading(facts.gateName));
  await phone.sees('start.who');
  for (const name of firstShift) {
    await phone.field('names.add-label').fill(name);
    await phone.press('names.add');
  }
  await phone.isAccessible('start');
  await phone.press('start.start');
  await phone.sees('gate.hold-code');
  done.records += 1;
  await phone.isAccessible('gate');
}
