import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { recordEntry } from '../../src/actions/record-entry.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import type { ToldDay } from '../../src/domain/gate-day.ts';
import { dayBefore } from '../../src/domain/report-due.ts';
import { streetDay, streetTime } from '../../src/domain/street-time.ts';
import { GateApp } from '../../src/screens/gate/gate-app.tsx';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import { GATE } from '../phone/test-street.ts';
import { PullPhone } from '../sync/pull-phone.ts';
import { QUIET_DAY } from '../sync/server-double.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import { wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const [LEADER, HAND] = ['王秀英', '李建国'];
const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
let session: ShiftSession;

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(() => page.viewport(360, 740));
afterEach(() => render(null, root));

/** Yesterday is reported, so that nothing but today is asked. */
const quiet = (): ToldDay => {
  const now = Date.now();
  const yesterday = dayBefore(now, ZONE);
  const by = '赵建军';
  return {
    ...QUIET_DAY,
    deadlineMinute: 1_439,
    remindMinutes: 0,
    reports: [{ day: yesterday, state: 'reported', by, at: now - 20 * HOUR_MS }],
  };
};
const handover = () => ({
  shiftId: 'ab'.repeat(16),
  text: '3 号楼电梯坏了。\n老人走楼梯慢。',
  from: ['赵建军', '孙丽'],
  at: Date.now() - HOUR_MS,
});

async function openGate(day: ToldDay, onDuty: readonly string[]) {
  const phone = await PullPhone.make();
  phone.now = Date.now();
  phone.server.day = day;
  expect((await phone.pull()).kind).toBe('done');
  const unlocked = await unlockWithCard(phone.street.cardOf(GATE), Date.now());
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start([...onDuty], Date.now());
  if (started.kind !== 'opened') throw new Error(started.kind);
  session = started.session;
  const props = { session, wiring: wiringWith(), opening: null, names: [], onNames: nothing };
  render(h(GateApp, { ...props, onEnded: nothing, onClosed: nothing }), root);
  await vi.waitFor(() => expect(session.day).not.toBeNull());
}

const passOut = (rosterNumber: number) =>
  recordEntry(
    session,
    {
      subject: { kind: 'resident', rosterNumber },
      direction: 'out',
      identification: 'scanned',
      temperatureTenths: 364,
      site: 'forehead',
      mask: true,
      shown: [],
      follows: null,
    },
    Date.now(),
  );

const button = (name: string | RegExp) => page.getByRole('button', { name });
const starting = (words: string) => button(new RegExp(`^${words}`));
const openMenu = () => starting(say('gate.on-duty')).click();
const openReport = async () => {
  await openMenu();
  await starting(say('gate-report.title')).click();
};
const today = () => streetDay(Date.now(), ZONE);

test('a report is signed with what this shift counted, and once more when that has changed', async () => {
  await openGate(quiet(), [LEADER, HAND]);
  expect((await passOut(1)).kind).toBe('saved');
  await openReport();
  await expect.element(page.getByText(say('gate-report.open'))).toBeVisible();
  await expect.element(starting(say('gate-report.zero'))).not.toBeInTheDocument();
  await starting(say('gate-report.sign')).click();
  await expect.element(page.getByText(say('gate-report.who-missing'))).toBeVisible();
  expect(session.state.reports.size).toBe(0);
  await button(HAND).click();
  await starting(say('gate-report.sign')).click();
  await expect.element(page.getByText(say('gate-report.is-signed'), { exact: true })).toBeVisible();
  const signed = session.state.reports.get(today());
  expect(signed).toMatchObject({ by: HAND, isZero: false });
  expect(signed?.figures).toMatchObject({ out: 1, in: 0, fevers: 0 });
  await expect.element(button(say('gate-report.supplement'))).not.toBeInTheDocument();
  expect((await passOut(2)).kind).toBe('saved');
  await button(LEADER).click();
  await button(say('gate-report.supplement')).click();
  await vi.waitFor(() =>
    expect(session.state.reports.get(today())).toMatchObject({ by: LEADER, figures: { out: 2 } }),
  );
});

test('that nothing happened is a statement of its own, and another’s is told', async () => {
  await openGate(quiet(), []);
  await openReport();
  await page.getByLabelText(say('gate-report.who')).fill('陈师傅');
  await starting(say('gate-report.zero')).click();
  await expect.element(page.getByText(say('gate-report.is-zero'))).toBeVisible();
  expect(session.state.reports.get(today())).toMatchObject({ by: '陈师傅', isZero: true });
  render(null, root);
  const at = Date.now() - 60_000;
  const told = quiet();
  const there = { day: today(), state: 'unsynced' as const, by: '何桂芝', at };
  await openGate({ ...told, reports: [...told.reports, there] }, [LEADER]);
  await openReport();
  await expect.element(page.getByText(/何桂芝/)).toBeVisible();
  await expect.element(button(say('gate-report.supplement'))).not.toBeInTheDocument();
});

test('near its time, and after it, an unsigned report is one tap away; so is yesterday’s', async () => {
  const { hour, minute } = streetTime(Date.now(), ZONE);
  const late = { ...quiet(), deadlineMinute: Math.max(0, hour * 60 + minute - 5), reports: [] };
  await openGate(late, [LEADER]);
  await starting(say('gate-report.open')).click();
  await button(say('gate-report.yesterday')).click();
  await expect.element(page.getByText(say('gate-report.open-yesterday'))).toBeVisible();
  await starting(say('gate-report.today')).first().click();
  await starting(say('gate-report.sign')).click();
  await vi.waitFor(() => expect([...session.state.reports.keys()]).toEqual([today()]));
  await button(say('act.back')).click();
  await expect.element(button(say('gate.find'))).toBeVisible();
  await expect.element(starting(say('gate-report.open'))).not.toBeInTheDocument();
});

test('what the shift before left is read at the start and taken over by a name', async () => {
  await openGate({ ...quiet(), handover: handover() }, [LEADER, HAND]);
  await starting(say('handover.title')).click();
  await expect.element(page.getByText(/老人走楼梯慢/)).toBeVisible();
  await button(HAND).click();
  await expect.element(button(say('gate.find'))).toBeVisible();
  expect([...session.state.handoversAccepted]).toEqual([handover().shiftId]);
  await expect.element(starting(say('handover.title'))).not.toBeInTheDocument();
});

test('who closes a shift is reminded of what was not signed and not looked at, and comes back to closing', async () => {
  await openGate(quiet(), [LEADER]);
  await openMenu();
  await starting(say('duty.close')).click();
  await starting(say('gate-report.title')).click();
  await starting(say('gate-report.zero')).click();
  await expect.element(page.getByText(say('gate-report.is-zero'))).toBeVisible();
  await button(say('act.back')).click();
  await expect.element(button(say('close.close'))).toBeVisible();
  await expect.element(starting(say('gate-report.title'))).not.toBeInTheDocument();
  await starting(say('standards.title')).click();
  await expect.element(page.getByText(say('standards.how'))).toBeVisible();
  await button(say('act.back')).click();
  await expect.element(button(say('close.close'))).toBeVisible();
});

const turn = (name: string, inHours: number, servedMinutes: number) => ({
  name,
  startsAt: Date.now() + inHours * HOUR_MS,
  endsAt: Date.now() + (inHours + 6) * HOUR_MS,
  servedMinutes,
});

test('the rota says who should be here, who is next, and who is here without a turn', async () => {
  const rota = [turn('王秀英', -2, 750), turn('刘洋', -2, 0), turn('孙丽', 4, 1230)];
  await openGate({ ...quiet(), rota }, [LEADER, HAND]);
  await openMenu();
  await starting(say('gate-rota.title')).click();
  const now = page.getByRole('region', { name: say('gate-rota.now') });
  await expect.element(now).toHaveTextContent(say('gate-rota.is-here'));
  await expect.element(now).toHaveTextContent(say('gate-rota.not-here'));
  await expect.element(now).toHaveTextContent(say('gate-rota.hours', { hours: 12.5 }));
  await expect.element(now).not.toHaveTextContent('孙丽');
  await expect.element(page.getByText('孙丽')).toBeVisible();
  await expect.element(page.getByText(say('gate-rota.off', { names: HAND }))).toBeVisible();
});

test.each<Locale>(['zh-CN', 'zh-TW', 'en'])(
  'nothing on the day’s screens hinders anybody, by day and by night, in %s',
  async (locale) => {
    await loadWords(locale, 'phone');
    document.documentElement.lang = locale;
    const rota = [turn('王秀英', -2, 750), turn('孙丽', 4, 1230), turn('刘洋', 28, 0)];
    const { hour, minute } = streetTime(Date.now(), ZONE);
    const deadlineMinute = Math.max(0, hour * 60 + minute - 5);
    const day = { ...quiet(), deadlineMinute, reports: [], handover: handover(), rota };
    await openGate(day, [LEADER, HAND]);
    const look = async () => {
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
      // The other languages differ in their length only.
      if (locale === 'zh-CN') await hindersNobody(root);
    };
    await expect.element(starting(say('handover.title'))).toBeVisible();
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(innerHeight);
    await look();
    await starting(say('handover.title')).click();
    await expect.element(page.getByText(/老人走楼梯慢/)).toBeVisible();
    await look();
    await button(say('act.back')).click();
    await passOut(1);
    await openReport();
    await expect.element(button(LEADER)).toBeVisible();
    await look();
    await button(say('act.back')).click();
    await look();
    await starting(say('gate-rota.title')).click();
    await expect.element(page.getByText(say('gate-rota.now'))).toBeVisible();
    await look();
    await button(say('act.back')).click();
    await starting(say('duty.close')).click();
    await expect.element(starting(say('standards.title'))).toBeVisible();
    await look();
  },
);
