import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GateWork } from './gate-work.ts';
import type { Phone } from './phone.ts';
import { PhoneAndStreet } from './phone-and-street.ts';
import type { StreetServer } from './street-server.ts';
import { word } from './words.ts';

let here: PhoneAndStreet;
let street: StreetServer;
let phone: Phone;
let work: GateWork;

beforeAll(async () => {
  here = await PhoneAndStreet.begin();
  ({ street, phone, work } = here);
});

afterAll(() => here?.end());

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true });

/** Both cameras would see a card that is held up: this tab gets its text. */
async function typeTheCard(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('locked.type') }).tap();
  await page.getByRole('textbox').fill(street.facts.gateCard);
  await page.getByRole('button', { name: word('act.ok') }).tap();
}

const isToldOfTheOther = (page: Page) => heading(page, word('trouble.other-tab')).waitFor();

async function takesOver(page: Page): Promise<void> {
  await page.getByRole('button', { name: word('trouble.take-over') }).tap();
  await heading(page, word('locked.title')).waitFor();
  await typeTheCard(page);
  await heading(page, street.facts.gateName).waitFor();
}

test('two tabs of one phone never write one log: each is told of the other, and nothing is lost', async () => {
  const { cast } = street.facts;
  await work.join('孙姐的手机');
  await work.startShift('孙姐');
  await work.passes(cast.known, '36.5');
  await phone.pendingIs(0);
  await phone.goOffline();
  await work.passes(cast.byRoom, '36.6');
  await phone.pendingIs(1);
  await work.next();
  await phone.scan(cast.byPhone.passText, work.measuring());

  const first = phone.page;
  const second = await phone.context.newPage();
  await second.goto(here.road.url);
  await heading(second, word('locked.title')).waitFor();
  await typeTheCard(second);
  await isToldOfTheOther(second);
  await second.getByText(word('trouble.other-tab-safe')).waitFor();
  await takesOver(second);
  await isToldOfTheOther(first);
  expect(await work.measuring().count()).toBe(0);

  // The same log goes on in the second tab, and comes back to the first.
  await second.getByRole('button', { name: word('gate.handover') }).tap();
  await second.getByText(word('duty.recent', { count: 2 })).waitFor();
  await takesOver(first);
  await isToldOfTheOther(second);
  await second.close();
  await phone.pendingIs(1);
  await work.passes(cast.byPhone, '36.7');
  await phone.pendingIs(2);
  await phone.context.setOffline(false);
  await phone.pendingIs(0);
  await work.close();
  await phone.sees('equal.same', {
    left: 5,
    leftLabel: word('account.logged'),
    right: 5,
    rightLabel: word('account.received'),
  });
});
