import { join } from 'node:path';
import { expect } from 'vitest';
import { Phone } from '../phone.ts';
import { deskWord, word } from '../words.ts';
import { NORTH, SOUTH, type StreetSetUp } from './street-set-up.ts';

/** One code for one phone: whoever holds it up has been chosen. */
export async function onePhoneIsInvited(street: StreetSetUp): Promise<void> {
  await street.goTo('phones');
  const link = await invite(street, 'single', NORTH);
  const phone = await openPhone(street, 'north-phone', link);
  await phone.isAt(word('join.title'));
  await phone.field('join.name').fill('孙姐的手机');
  await phone.press('join.join');
  await phone.isAt(word('locked.title'));
  street.north = { phone, gate: NORTH, onDuty: '孙姐', records: 0 };
  await isListed(street, '孙姐的手机');
  await street.sees('phones.over');
}

/** One code for a shift's phones, scanned inside the app; each is let in after its four digits were read out. */
export async function aShiftIsInvited(street: StreetSetUp): Promise<void> {
  const { page } = street.desk;
  const link = await invite(street, 'shift', SOUTH);
  const phone = await openPhone(street, 'south-phone', street.server.url);
  await phone.scan(link, phone.field('join.name'));
  await phone.field('join.name').fill('老周的手机');
  await phone.press('join.join');
  const shown = await phone.page.getByRole('img', { name: word('join.check-code') }).innerText();
  expect(shown).toMatch(/^\d{4}$/);
  const waiting = page.getByRole('region', { name: deskWord('phones.waiting') });
  await waiting.getByText('老周的手机').first().waitFor();
  await waiting.getByText(shown, { exact: true }).waitFor();
  await waiting.getByRole('button', { name: deskWord('phones.approve') }).click();
  await phone.isAt(word('locked.title'));
  street.south = { phone, gate: SOUTH, onDuty: '老周', records: 0 };
  await isListed(street, '老周的手机');
  await street.sees('phones.total', { count: 3 });
}

async function invite(
  street: StreetSetUp,
  kind: 'single' | 'shift',
  gate: string,
): Promise<string> {
  const { page } = street.desk;
  await street.press('phones.invite');
  const form = page.getByRole('region', { name: deskWord('phones.invite') });
  await form.getByRole('button', { name: deskWord(`phones.kind-${kind}`), exact: true }).click();
  await form.getByRole('radio', { name: gate }).check();
  await street.press('phones.make');
  await page.getByRole('img', { name: deskWord('phones.code-of', { place: gate }) }).waitFor();
  await street.press('phones.copy-link');
  await street.sees('passes.copied');
  return page.evaluate(() => navigator.clipboard.readText());
}

const openPhone = (street: StreetSetUp, name: string, address: string) =>
  Phone.open({
    folder: join(street.folder, name),
    clip: join(street.folder, `${name}.y4m`),
    address,
    now: street.nextSecond(),
  });

const isListed = ({ desk }: StreetSetUp, name: string): Promise<void> =>
  desk.page.getByRole('cell', { name, exact: true }).waitFor();
