import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import type { StreetNotice } from '../../src/domain/notice.ts';
import { GateApp } from '../../src/screens/gate/gate-app.tsx';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import { GATE } from '../phone/test-street.ts';
import { PullPhone } from '../sync/pull-phone.ts';
import { THEMES } from '../ui/axe-looks.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import { wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const [LEADER, HAND] = ['王秀英', '李建国'];
let session: ShiftSession;

const words = (id: string, title: string, text: string): StreetNotice => ({
  id: id.repeat(16),
  kind: 'words',
  placeName: '青石街道',
  title,
  text,
  madeAt: Date.now() - 600_000,
  madeBy: '综合指挥中心',
  expiresAt: Date.now() + 86_400_000,
  policy: null,
  readBy: [],
});
const MASKS = words('ab', '明天起戴双层口罩', '物资站早上七点发。\n\n每人两只。');
const RULES: StreetNotice = {
  ...words('cd', '一户一人', ''),
  kind: 'policy',
  expiresAt: null,
  policy: { version: 4, effectiveFrom: Date.now() + 3_600_000 },
};

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(() => page.viewport(360, 740));
afterEach(() => render(null, root));

async function openGate(notices: readonly StreetNotice[], onDuty: readonly string[]) {
  const phone = await PullPhone.make();
  phone.now = Date.now();
  phone.server.notices = notices;
  expect((await phone.pull()).kind).toBe('done');
  const unlocked = await unlockWithCard(phone.street.cardOf(GATE), Date.now());
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start([...onDuty], Date.now());
  if (started.kind !== 'opened') throw new Error(started.kind);
  session = started.session;
  const props = { session, wiring: wiringWith(), opening: null, names: [], onNames: nothing };
  render(h(GateApp, { ...props, onEnded: nothing, onClosed: nothing }), root);
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const mark = () => button(new RegExp(`^\\d+\\s*${say('notice.title')}`));

test('at the start of a shift an unread notice is one tap away and one tap read, and keeps nobody back', async () => {
  await openGate([MASKS], [LEADER]);
  await expect.element(mark()).toHaveTextContent('1');
  await expect.element(button(say('gate.find'))).toBeVisible();
  await button(/明天起戴双层口罩/).click();
  await expect.element(page.getByText('物资站早上七点发。')).toBeVisible();
  await button(new RegExp(`^${say('notice.read')}`)).click();
  await expect.element(button(say('gate.find'))).toBeVisible();
  await expect.element(mark()).not.toBeInTheDocument();
  expect(session.state.noticesRead.get(MASKS.id)).toEqual([LEADER]);
});

test('of two on duty each reads for themselves, from the mark or from the shift’s screen', async () => {
  await openGate([RULES, MASKS], [LEADER, HAND]);
  await expect.element(mark()).toHaveTextContent('2');
  await mark().click();
  await button(/规则变了，一户一人/).click();
  await expect.element(page.getByText(/起照新规则判/)).toBeVisible();
  await button(HAND).click();
  await vi.waitFor(() => expect(session.state.noticesRead.get(RULES.id)).toEqual([HAND]));
  await expect.element(page.getByText(say('notice.read-by', { names: HAND }))).toBeVisible();
  await button(new RegExp(`^${say('notice.read')}.*${LEADER}`)).click();
  // Back among the others.
  await expect.element(button(/明天起戴双层口罩/)).toBeVisible();
  await button(say('act.back')).click();
  await expect.element(mark()).toHaveTextContent('1');
  await button(new RegExp(`^${say('gate.on-duty')}`)).click();
  await expect.element(button(say('notice.unread-count', { count: 1 }))).toBeVisible();
});

test.each<Locale>(['zh-CN', 'zh-TW', 'en'])(
  'nothing on the notices hinders anybody, by day and by night, in %s',
  async (locale) => {
    await loadWords(locale, 'phone');
    document.documentElement.lang = locale;
    await openGate([RULES, MASKS], [LEADER, HAND]);
    // What has its colours in one language has them in all.
    const look = () => hindersNobody(root, locale === 'zh-CN' ? THEMES : ['light']);
    await expect.element(mark()).toBeVisible();
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(innerHeight);
    await look();
    await mark().click();
    await button(/明天起戴双层口罩/).click();
    await expect.element(page.getByText('物资站早上七点发。')).toBeVisible();
    await look();
  },
);
