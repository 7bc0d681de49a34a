import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { streetClock, streetMoment } from '../../../src/domain/street-time.ts';
import { deskWord } from '../words.ts';
import { rowOfPerson } from './gate-hands.ts';
import { PEOPLE } from './people.ts';
import { COMPOUND, SOUTH, type StreetSetUp } from './street-set-up.ts';

const ZONE = 'Asia/Shanghai';
const MINUTE_MS = 60_000;
const WRITER = '王桂兰';

/** Two rows that were written while a phone was dead, from the first key to the last without a pointer. */
export async function paperIsTypedInByKeyboardAlone(street: StreetSetUp): Promise<void> {
  const { page } = street.desk;
  const { keyboard } = page;
  await street.goTo('paper');
  const gate = page.getByRole('combobox', { name: deskWord('register.gate') });
  await tabTo(street, gate);
  await arrowTo(street, gate, `${COMPOUND} ${SOUTH}`);
  await tabTo(street, field(street, 'paper.writer'));
  await keyboard.type(WRITER);
  await tabTo(street, field(street, 'paper.time'));

  const times = await minutesOnPaper(street);
  await keyboard.type(`${digits(times[0])}2`);
  await findAndChoose(street, '3-1-502', PEOPLE.he.name);
  await isIn(field(street, 'register.temperature'));
  await keyboard.type('366');
  await keyboard.press('Enter');
  await street.sees('paper.count', { count: 1 });

  await isIn(field(street, 'paper.time'));
  await keyboard.type(`${digits(times[1])}1`);
  const visitor = '李建国';
  await findAndChoose(street, visitor, deskWord('paper.as-visitor', { name: visitor }));
  await isIn(field(street, 'register.phone'));
  await keyboard.type('13900000002');
  await keyboard.press('Tab');
  await keyboard.type('修水管');
  await keyboard.press('Enter');
  await isIn(field(street, 'register.temperature'));
  await keyboard.type('368');
  await keyboard.press('Tab');
  await keyboard.press('2');
  await keyboard.press('Tab');
  await keyboard.press('3');
  await keyboard.press('Enter');
  await street.sees('paper.count', { count: 2 });

  const usual = { site: 'forehead', gate: SOUTH, onDuty: [WRITER], isPaper: true } as const;
  street.done.add({
    ...usual,
    ...rowOfPerson(PEOPLE.he),
    at: times[0],
    temperature: '36.6',
    mask: true,
    direction: 'in',
    verdict: 'pass',
    outcome: 'passed',
  });
  street.done.add({
    ...usual,
    at: times[1],
    name: visitor,
    address: '',
    phone: '13900000002',
    purpose: '修水管',
    temperature: '36.8',
    mask: false,
    direction: 'out',
    verdict: 'check',
    reasons: ['mask-missing'],
    outcome: 'turned-back',
  });
}

const field = ({ desk }: StreetSetUp, id: Parameters<typeof deskWord>[0]): Locator =>
  desk.page.getByLabel(deskWord(id), { exact: true });

const isFocused = (it: Locator): Promise<boolean> =>
  it.evaluate((element) => element === document.activeElement);

const isIn = (it: Locator): Promise<void> => expect.poll(() => isFocused(it)).toBe(true);

async function tabTo({ desk: { page } }: StreetSetUp, it: Locator): Promise<void> {
  for (let stop = 0; stop < 40; stop++) {
    if (await isFocused(it)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not get to ${it}`);
}

async function arrowTo({ desk: { page } }: StreetSetUp, it: Locator, face: string): Promise<void> {
  const chosen = () =>
    it.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
  for (let step = 0; step < 10; step++) {
    if ((await chosen()) === face) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrow keys do not get to ${face}`);
}

/** Looks at the list as a person does, and steps down to the choice. */
async function findAndChoose(street: StreetSetUp, text: string, choice: string): Promise<void> {
  const { page } = street.desk;
  await isIn(page.getByRole('combobox', { name: deskWord('paper.person') }));
  await page.keyboard.type(text);
  const wanted = page.getByRole('option').filter({ hasText: choice });
  await wanted.waitFor();
  while ((await wanted.getAttribute('aria-selected')) !== 'true') {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** Two minutes of the day that stands on the sheet, a while ago. */
async function minutesOnPaper(street: StreetSetUp): Promise<readonly [number, number]> {
  const day = await field(street, 'paper.day').inputValue();
  const midnight = streetMoment(day, 0, 0, ZONE);
  if (midnight === null) throw new Error(`no day: ${day}`);
  const lately = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 10 * MINUTE_MS;
  const first = Math.max(midnight, lately);
  return [first, first + MINUTE_MS];
}

const digits = (at: number): string => streetClock(at, ZONE).replace(':', '');
