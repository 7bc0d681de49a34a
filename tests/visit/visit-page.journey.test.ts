import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readVisitorCode } from '../../src/sealing/visitor-code.ts';
import { openForm } from '../../src/server/visitor-form/open-form.ts';
import type { Locale } from '../../src/words/message-id.ts';
import { visitSay } from '../../src/words/visit-words.ts';
import { violationsIn } from '../journeys/accessibility.ts';
import { NOW } from '../server/server-rig.ts';
import { readScreen, startVisitRig, type VisitRig } from './visit-rig.ts';

const BUDGET_BYTES = 20_000;
const DAY_MS = 86_400_000;
const WECHAT =
  'Mozilla/5.0 (Linux; Android 10; M2004J19C) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 ' +
  'Mobile Safari/537.36 XWEB/5169 MMWEBSDK/20230303 MicroMessenger/8.0.34.2340(0x28002256) WeChat/arm64 NetType/4G Language/zh_CN';

let street: VisitRig;
beforeAll(async () => {
  street = await startVisitRig();
});
afterAll(() => street?.close());

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

async function fillIn(page: Page, locale: Locale): Promise<void> {
  const say = visitSay(locale);
  const write = (id: Parameters<typeof say>[0], text: string) =>
    page.getByLabel(say(id), { exact: true }).fill(text);
  await write('visit.name', ' 欧阳晓静 ');
  await write('visit.household', '3-1-502');
  await page.getByRole('button', { name: say('visit.more') }).tap();
  await page.getByRole('radio', { name: say('visit.purpose-family'), exact: true }).tap();
  await write('visit.phone', '138 1234 5678');
  await write('visit.plate', '豫ad12345');
  await write('visit.id-number', '11010519491231002x');
  await write('visit.address', '郑州市管城区紫荆山路 100 号');
}

async function makeCode(page: Page, locale: Locale): Promise<void> {
  const say = visitSay(locale);
  await page.getByRole('button', { name: say('visit.make') }).tap();
  await heading(page, say('visit.show'));
}

/** What the gate sees on the phone's screen, and what the server reads in it. */
async function registered(page: Page) {
  const reading = readVisitorCode((await readScreen(page)) ?? '');
  if (reading.kind !== 'visitor-code') throw new Error(reading.kind);
  return { madeAt: reading.madeAt, form: await openForm(reading.code, street.rig.keys) };
}

const formIn = (locale: Locale) => ({
  people: 2,
  isWhole: true,
  visitor: {
    name: '欧阳晓静',
    householdVisited: '3-1-502',
    purpose: visitSay('zh-CN')('visit.purpose-family'),
    plate: '豫AD12345',
    phone: '13812345678',
    idNumber: '11010519491231002X',
    address: '郑州市管城区紫荆山路 100 号',
    remark: '',
  },
  locale,
});

test('all that comes over the wire is less than 20 KB, in every language', async () => {
  const { context, asked, received } = await street.visitor();
  expect(asked.map((url) => url.replace(/-[\w-]{8}\./, '-HASH.')).sort()).toEqual([
    '/api/visit-key?gate=g1',
    '/visit/',
    '/visit/assets/index-HASH.css',
    '/visit/assets/index-HASH.js',
  ]);
  const bytes = await received();
  console.log(`a visitor's page: ${bytes} bytes, at most ${BUDGET_BYTES}`);
  expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
  expect(bytes).toBeGreaterThan(5000);
  await context.close();
});

test.each([
  ['zh-CN', 'light', {}],
  ['zh-TW', 'dark', {}],
  ['en', 'light', {}],
  ['zh-CN', 'dark', { userAgent: WECHAT }],
] as const)(
  'a form filled in without network becomes a code that the gate reads: %s, %s',
  async (locale, colorScheme, more) => {
    const { context, page, asked } = await street.visitor({ locale, colorScheme, ...more });
    expect(await violationsIn(page)).toEqual([]);
    await context.setOffline(true);
    const askedBefore = asked.length;
    await fillIn(page, locale);
    expect(await violationsIn(page)).toEqual([]);
    await makeCode(page, locale);
    expect(await violationsIn(page)).toEqual([]);
    expect(await page.getByText('欧阳▇静').isVisible()).toBe(true);
    expect(await page.content()).not.toContain('欧阳晓静');
    const { form, madeAt } = await registered(page);
    expect(madeAt).toBe(NOW);
    const { locale: _, ...expected } = formIn(locale);
    expect(form).toEqual(expected);
    expect(asked.slice(askedBefore)).toEqual([]);
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
    await context.close();
  },
);

test('what was written can be changed, and the phone’s back key leads to the form', async () => {
  const { context, page } = await street.visitor();
  const say = visitSay('zh-CN');
  await fillIn(page, 'zh-CN');
  await makeCode(page, 'zh-CN');
  await page.goBack();
  await heading(page, say('visit.title'));
  const name = page.getByLabel(say('visit.name'), { exact: true });
  expect(await name.inputValue()).toBe(' 欧阳晓静 ');
  await makeCode(page, 'zh-CN');
  await page.getByRole('button', { name: say('visit.change') }).tap();
  await name.fill('周敬明');
  await page.getByRole('radio', { name: say('visit.purpose-other'), exact: true }).tap();
  await page.getByLabel(say('visit.purpose-text')).fill('看房\u202e子');
  await makeCode(page, 'zh-CN');
  const { form } = await registered(page);
  expect(form?.visitor).toMatchObject({ name: '周敬明', purpose: '看房子' });
  await context.close();
});

test('another language keeps what is written, without the network too', async () => {
  const { context, page } = await street.visitor();
  await context.setOffline(true);
  await fillIn(page, 'zh-CN');
  await page.getByRole('button', { name: 'English' }).tap();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  const name = page.getByLabel(visitSay('en')('visit.name'), { exact: true });
  expect(await name.inputValue()).toBe(' 欧阳晓静 ');
  await makeCode(page, 'en');
  expect((await registered(page)).form?.people).toBe(2);
  await context.close();
});

test('only the name must be there; what looks odd is said and stops nobody', async () => {
  const { context, page } = await street.visitor();
  const say = visitSay('zh-CN');
  await page.getByRole('button', { name: say('visit.make') }).tap();
  await page.getByText(say('visit.name-missing')).waitFor();
  expect(await violationsIn(page)).toEqual([]);
  await page.getByLabel(say('visit.id-number'), { exact: true }).fill('110105194912310021');
  await page.getByLabel(say('visit.phone'), { exact: true }).fill('1381234');
  await page.getByLabel(say('visit.name'), { exact: true }).fill('周');
  await page.getByText(say('visit.id-odd')).waitFor();
  await page.getByText(say('visit.phone-odd')).waitFor();
  expect(await page.getByText(say('visit.name-missing')).count()).toBe(0);
  await makeCode(page, 'zh-CN');
  const { form } = await registered(page);
  expect(form?.visitor).toMatchObject({ idNumber: '110105194912310021', phone: '1381234' });
  await context.close();
});

describe('a code that is kept on the phone', () => {
  test('comes again without the network, until the street’s days are over or it is deleted', async () => {
    const { context, page, asked } = await street.visitor();
    const say = visitSay('zh-CN');
    await fillIn(page, 'zh-CN');
    await makeCode(page, 'zh-CN');
    const first = await readScreen(page);
    await page.getByLabel(say('visit.keep', { days: 30 })).tap();
    expect(await violationsIn(page)).toEqual([]);
    const kept = JSON.stringify(await context.storageState());
    for (const secret of ['欧阳晓静', '13812345678', '紫荆山']) expect(kept).not.toContain(secret);

    await page.route('**/api/**', (route) => route.abort());
    await page.reload();
    await heading(page, say('visit.show'));
    expect(await readScreen(page)).toBe(first);
    await page.getByText(say('visit.kept-until', { date: '4月29日' })).waitFor();
    expect(asked.at(-1)).toBe('/api/visit-key?gate=g1');

    await context.clock.setFixedTime(NOW + 30 * DAY_MS);
    await page.reload();
    await heading(page, say('visit.title'));
    expect((await context.storageState()).origins).toEqual([]);

    await context.clock.setFixedTime(NOW);
    await page.unroute('**/api/**');
    await page.reload();
    await page.getByText('青石街道', { exact: true }).waitFor();
    await fillIn(page, 'zh-CN');
    await makeCode(page, 'zh-CN');
    await page.getByLabel(say('visit.keep', { days: 30 })).tap();
    await page.reload();
    await page.getByRole('button', { name: say('visit.delete') }).tap();
    await heading(page, say('visit.title'));
    expect((await context.storageState()).origins).toEqual([]);
    await context.close();
  });

  test('goes when the street allows fewer days than when it was kept', async () => {
    const { context, page } = await street.visitor();
    await fillIn(page, 'zh-CN');
    await makeCode(page, 'zh-CN');
    await page.getByRole('checkbox').tap();
    await page.route('**/api/**', async (route) => {
      const response = await route.fetch();
      const json = { ...(await response.json()), visitorCodeDays: 0 };
      await route.fulfill({ response, json });
    });
    await page.reload();
    await heading(page, visitSay('zh-CN')('visit.title'));
    expect((await context.storageState()).origins).toEqual([]);
    await context.close();
  });
});

test('without an answer of the street the form stays, and makes its code when it comes', async () => {
  const { context, page } = await street.visitor({}, true);
  const say = visitSay('zh-CN');
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(`${street.origin}/visit/#g1`);
  await page.getByText(say('visit.no-key')).waitFor();
  expect(await violationsIn(page)).toEqual([]);
  await fillIn(page, 'zh-CN');
  await page.getByRole('button', { name: say('visit.make') }).tap();
  await page.getByText(say('visit.no-key')).waitFor();
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: say('visit.again') }).tap();
  await page.getByText('青石街道', { exact: true }).waitFor();
  await makeCode(page, 'zh-CN');
  expect((await registered(page)).form?.isWhole).toBe(true);
  await context.close();
});

test('a poster of no gate, and a browser that cannot seal, send the visitor to the volunteer', async () => {
  const { context, page } = await street.visitor({}, true);
  const say = visitSay('zh-CN');
  await page.goto(`${street.origin}/visit/#g999`);
  await page.getByText(say('visit.old-poster')).waitFor();
  const bare = await context.newPage();
  await bare.addInitScript(() => {
    Object.defineProperty(crypto, 'subtle', { value: undefined });
  });
  await bare.goto(`${street.origin}/visit/#g1`);
  await bare.getByText(say('visit.cannot')).waitFor();
  expect(await bare.getByRole('textbox').count()).toBe(0);
  await context.close();
});

test.each(['zh-CN', 'zh-TW', 'en'] as const)(
  'nothing is cut off at 320 px in %s',
  async (locale) => {
    const { context, page } = await street.visitor({
      locale,
      viewport: { width: 320, height: 568 },
    });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBe(0);
    await fillIn(page, locale);
    await makeCode(page, locale);
    expect(await overflow()).toBe(0);
    expect((await registered(page)).form?.people).toBe(2);
    await context.close();
  },
);
