import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { GateApp } from '../../src/screens/gate/gate-app.tsx';
import type { Opening } from '../../src/screens/shift/take-opening.ts';
import { loadWords, say } from '../../src/words/i18n.ts';
import { GATE } from '../phone/test-street.ts';
import { PullPhone } from '../sync/pull-phone.ts';
import { EVERYTHING } from './any-rules.ts';
import { wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const [LEADER, HAND] = ['王秀英', '李建国'];
let session: ShiftSession;

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(() => page.viewport(360, 740));
afterEach(() => render(null, root));

/** A gate of two at work under these rules, at the screen of `opening`. */
async function openGate(rules: Partial<Policy>, opening: Opening | null = null): Promise<void> {
  const phone = await PullPhone.make();
  phone.now = Date.now();
  phone.street.policy = { ...DEFAULT_POLICY, version: 2, ...rules };
  phone.server.policy = await phone.street.signedPolicy();
  const contact = {
    placeId: 'grid',
    placeName: '第六网格',
    duty: '网格员',
    phone: '138 0000 0001',
  };
  const contacts = [{ ...contact, id: 'cd'.repeat(16), name: '赵敏' }];
  phone.server.briefing = { marks: [], contacts, entrances: [] };
  expect((await phone.pull()).kind).toBe('done');
  const unlocked = await unlockWithCard(phone.street.cardOf(GATE), Date.now());
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start([LEADER, HAND], Date.now());
  if (started.kind !== 'opened') throw new Error(started.kind);
  session = started.session;
  showGate(opening);
}

function showGate(opening: Opening | null): void {
  render(null, root);
  const props = { session, wiring: wiringWith(), opening, names: [], onNames: nothing };
  render(h(GateApp, { ...props, onEnded: nothing, onClosed: nothing }), root);
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const press = (name: string | RegExp) => button(name).click();
const verdict = (kind: 'pass' | 'check' | 'stop') =>
  expect.element(page.getByRole('heading', { name: say(`verdict.${kind}`) })).toBeVisible();

async function find(room: string): Promise<void> {
  for (const digit of room) await press(new RegExp(`^${digit}`));
}

const quota = EVERYTHING.quota ?? null;
const asksPurpose = {
  out: { isAsked: true, allowed: null },
  in: { isAsked: false, allowed: null },
};

test('where the rules ask what for, one tap answers, and the pass says until when', async () => {
  await openGate({ quota, purposes: asksPurpose }, 'find');
  await find('501');
  await press(/户主/);
  await press(say('purpose.shopping'));
  await press('36.5');
  await verdict('pass');
  await expect.element(page.getByText(say('quota.back-within', { hours: 2 }))).toBeVisible();
  expect(session.state.entries[0]?.facts.shown).toEqual([{ kind: 'purpose', purpose: 'shopping' }]);
});

test('whoever the rules stop is let pass by the leader alone, in words that stay with the entry', async () => {
  await openGate({ quota, override: 'leader' }, 'find');
  for (const who of [/尾号 4414/, /尾号 4420/]) {
    showGate('find');
    await find('504');
    await press(who);
    await press('36.5');
  }
  await verdict('stop');
  await press(say('verdict-screen.pass-with-reason'));
  await expect.element(page.getByText(say('note.who-is', { name: LEADER ?? '' }))).toBeVisible();
  await press(say('verdict-screen.let-pass'));
  await expect.element(page.getByText(say('note.missing'))).toBeVisible();
  await press(say('override.reason-agreed'));
  await press(say('verdict-screen.let-pass'));
  await expect.poll(() => session.state.entries.at(-1)?.decidedBy).toBe(LEADER);
  expect(session.state.entries.at(-1)).toMatchObject({
    decisionNote: say('override.reason-agreed'),
    facts: { outcome: 'passed', verdict: 'stop' },
  });
});

test('a fever stays on every screen; what was done is written down, and its end wants a name and words', async () => {
  await openGate({ secondReadingWaitMs: 60_000 }, 'find');
  await find('501');
  await press(/户主/);
  await press('37');
  await press(say('keys.fever', { reading: '37.6' }));
  await press(say('keys.confirm'));
  await press(new RegExp(say('verdict-screen.next-first')));
  await press(new RegExp(`^${say('gate.find')}`));
  await press(new RegExp(say('case.top-label', { count: 1 })));
  await press('37');
  await press(say('keys.fever', { reading: '37.9' }));
  await press(say('keys.confirm'));
  await verdict('stop');
  const call = page.getByRole('link', { name: say('case.dial-who', { name: '赵敏' }) });
  await expect.element(call).toHaveAttribute('href', 'tel:13800000001');
  await press(say('case.called'));
  await press('赵敏 网格员');
  await press(HAND ?? '');
  await press(say('case.step-act'));
  await expect
    .element(button(new RegExp(say('case.called'))))
    .toHaveAttribute('aria-pressed', 'true');
  expect(session.state.open[0]?.steps).toMatchObject([
    { step: 'called', by: HAND, note: '赵敏 网格员' },
  ]);
  await press(say('held.end'));
  await press(say('case.end-fever-clinic'));
  await press(say('held.end-handed-over'));
  await expect.element(page.getByText(say('note.who-missing'))).toBeVisible();
  await press(LEADER ?? '');
  await press(say('held.end-handed-over'));
  await expect.poll(() => session.state.open.length).toBe(0);
  expect(session.state.entries.at(-1)).toMatchObject({ decidedBy: LEADER });
});

test('a family is ticked once and measured one after the other', async () => {
  await openGate({}, 'find');
  await find('504');
  await press(say('group.several'));
  await press(/尾号 4414/);
  await press(/尾号 4420/);
  await press(say('group.measure', { count: 2 }));
  await expect.element(page.getByText(say('group.progress', { nth: 1, people: 2 }))).toBeVisible();
  await press('36.5');
  await expect.element(page.getByText(say('group.progress', { nth: 2, people: 2 }))).toBeVisible();
  await press('36.4');
  await verdict('pass');
  await expect.element(page.getByText(say('group.all-passed', { count: 2 }))).toBeVisible();
  const groups = session.state.entries.map(({ facts }) => facts.shown);
  expect(groups[0]).toEqual([{ kind: 'together', group: expect.any(Number) }]);
  expect(groups[1]).toEqual(groups[0]);
});

test('a car passes when everybody in it is measured, with its plate on each of them', async () => {
  const vehicles = { ...DEFAULT_POLICY.vehicles, isAsked: true, everyoneMeasured: true };
  await openGate({ vehicles }, 'visitor');
  await userEvent.fill(page.getByRole('textbox', { name: say('visitor.name') }), '孙师傅');
  await press(say('visitor.measure'));
  for (const key of '鄂J12345') await press(key);
  await press(say('vehicle.more'));
  await press(say('vehicle.done'));
  await press('36.5');
  await press(new RegExp(say('group.passenger')));
  await press('36.6');
  await verdict('pass');
  await expect.element(page.getByText(say('group.all-passed', { count: 2 }))).toBeVisible();
  for (const { facts } of session.state.entries) {
    expect(facts.outcome).toBe('passed');
    expect(facts.shown).toContainEqual({ kind: 'vehicle', plate: '鄂J12345', people: 2 });
  }
});

test('the courier of this morning is a tap and a key', async () => {
  await openGate({ repeatWindowMs: 0 }, 'visitor');
  await userEvent.fill(page.getByRole('textbox', { name: say('visitor.name') }), '马师傅');
  await press(say('visitor.measure'));
  await press('36.5');
  await press(new RegExp(say('act.next')));
  await press(say('again.button'));
  // The gate names who passed last, too.
  await expect.element(page.getByRole('heading', { name: say('again.title') })).toBeVisible();
  await press(/马/);
  // Records keep whole seconds: within the same one this would be the same passing, seen twice.
  const first = session.state.entries[0]?.at ?? 0;
  await expect.poll(() => Date.now() - first >= 1_000).toBe(true);
  await press('36.6');
  await verdict('pass');
  expect(session.state.entries.map(({ facts }) => facts.identification)).toEqual(['form', 'found']);
});

test('at a peak hour heads are counted, and nothing of it is lost by leaving', async () => {
  await openGate({ clicker: [{ fromMinute: 0, toMinute: 1440 }] });
  await press(say('clicker.button'));
  for (let nth = 0; nth < 3; nth += 1) await press(/^出/);
  await press(/^入/);
  await press(say('clicker.undo'));
  await expect.element(page.getByRole('status').getByText('3', { exact: true })).toBeVisible();
  await press(say('act.back'));
  await expect.poll(() => session.state.counted).toEqual({ out: 3, in: 0 });
});
