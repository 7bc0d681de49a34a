import { type ComponentChild, h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EntryFacts } from '../../src/domain/gate-record.ts';
import { streetDay } from '../../src/domain/street-time.ts';
import { EntryScreen } from '../../src/screens/gate/entry-screen.tsx';
import { FindScreen } from '../../src/screens/gate/find-screen.tsx';
import { NoteForm } from '../../src/screens/gate/note-form.tsx';
import { TemperatureScreen } from '../../src/screens/gate/temperature-screen.tsx';
import { VerdictScreen } from '../../src/screens/gate/verdict-screen.tsx';
import { VisitorScreen } from '../../src/screens/gate/visitor-screen.tsx';
import { ChooseGateScreen } from '../../src/screens/shift/choose-gate-screen.tsx';
import { CodeScreen } from '../../src/screens/shift/code-screen.tsx';
import { DutyScreen } from '../../src/screens/shift/duty-screen.tsx';
import { LockedScreen } from '../../src/screens/shift/locked-screen.tsx';
import { SettingsScreen } from '../../src/screens/shift/settings-screen.tsx';
import { StartScreen } from '../../src/screens/shift/start-screen.tsx';
import { loadWords, say } from '../../src/words/i18n.ts';
import { THEMES } from '../ui/axe-looks.ts';
import { hindersNobodyIn } from '../ui/hinders-nobody.ts';
import { blindEye, entryOf, shiftWith, wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const save = (): Promise<void> => Promise.resolve();
const wiring = wiringWith();
const session = shiftWith([entryOf(1)]);
const words = { title: '标题', label: '字', hint: '提示', act: '好' };

const show = (screen: ComponentChild): void => render(screen, root);

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(() => show(null));

const leave = { onLeave: nothing };
const read = { onCode: nothing, onPicture: nothing, onType: nothing, onText: nothing };
const screens: readonly [string, () => ComponentChild][] = [
  [
    'finding somebody',
    () =>
      h(FindScreen, {
        session,
        wiring,
        onFound: nothing,
        onVisitor: nothing,
        onTogether: nothing,
        ...read,
        ...leave,
      }),
  ],
  ['a visitor', () => h(VisitorScreen, { wiring, form: null, onDone: nothing, ...leave })],
  [
    'an entry',
    () =>
      h(EntryScreen, {
        session,
        wiring,
        entry: entryOf(1),
        save,
        onGoOn: nothing,
        onCorrected: nothing,
        onUndo: nothing,
        ...leave,
      }),
  ],
  ['a note', () => h(NoteForm, { wiring, ...words, onDone: nothing, ...leave })],
  ['a code', () => h(CodeScreen, { wiring, ...words, ...read, ...leave })],
  [
    'the shift',
    () =>
      h(DutyScreen, {
        session,
        wiring,
        names: [],
        onNames: nothing,
        save,
        onOpen: nothing,
        onClose: nothing,
        ...leave,
      }),
  ],
  [
    'the settings',
    () => h(SettingsScreen, { wiring, rosterSavedAt: null, onCarry: nothing, ...leave }),
  ],
  ['choosing a gate', () => h(ChooseGateScreen, { wiring, gates: [], onGate: nothing, ...leave })],
  [
    'the start',
    () =>
      h(StartScreen, {
        wiring,
        gateName: '北门',
        compoundName: '梧桐里',
        isNamed: true,
        knownNames: [],
        problem: null,
        isBusy: false,
        onStart: nothing,
        ...leave,
      }),
  ],
];

test.each(screens)('the screen of %s says how many records wait to be sent', async (_, screen) => {
  show(screen());
  const stat = page.getByRole('button', { name: new RegExp(`^3\\s*${say('top.pending')}`) });
  await expect.element(stat).toBeVisible();
});

test('correcting an entry says it as well', async () => {
  const entry = screens.find(([name]) => name === 'an entry');
  show(entry?.[1]());
  await page.getByRole('button', { name: say('entry.correct') }).click();
  await expect.element(page.getByText(say('top.pending'))).toBeVisible();
});

test('what is typed to find somebody keeps its end in sight when it is long', async () => {
  await page.viewport(360, 740);
  show(screens[0]?.[1]());
  for (let nth = 0; nth < 10; nth += 1) await page.getByRole('button', { name: /^8/ }).click();
  const line = page.getByRole('status').element().getBoundingClientRect();
  const caret = page.getByRole('status').element().querySelector('span > span');
  expect(caret?.getBoundingClientRect().right).toBeLessThanOrEqual(line.right);
  expect(document.documentElement.scrollWidth).toBe(360);
});

const mistyped: readonly [string, Partial<EntryFacts>][] = [
  ['a first fever', {}],
  ['a check', { mask: false, reasons: ['mask-missing'] }],
  ['a second fever', { verdict: 'stop', outcome: 'held', reasons: ['fever-again'] }],
  ['a stop', { verdict: 'stop', outcome: 'turned-back', reasons: ['colour'] }],
  ['a pass', { verdict: 'pass', outcome: 'passed', reasons: [] }],
];

test.each(mistyped)('%s is taken back with one tap', async (_, facts) => {
  const onUndo = vi.fn();
  show(
    h(VerdictScreen, {
      session,
      wiring,
      entry: entryOf(1, facts, 0),
      reasons: [],
      onNext: nothing,
      onUndo,
      onPassed: nothing,
      onTurnedBack: nothing,
      onSecondReading: nothing,
      onCaseStep: nothing,
      onNote: nothing,
    }),
  );
  await page.getByRole('button', { name: say('act.undo') }).click();
  expect(onUndo).toHaveBeenCalledOnce();
});

function showSecondReading(waitedMs: number) {
  const onReading = vi.fn();
  const follows = entryOf(1, {}, waitedMs);
  const { subject, identification } = follows.facts;
  const person = { subject, identification, shown: [], follows, nameless: null };
  show(h(TemperatureScreen, { session, wiring, person, direction: 'out', onReading, ...leave }));
  return onReading;
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('a second reading before its time is said to be early and wants a second tap', async () => {
  const onReading = showSecondReading(10_000);
  const early = say('measure.early', { site: '额温', reading: '37.6', clock: 'T' });
  await expect.element(page.getByText(early.slice(early.indexOf('T') + 1))).toBeVisible();
  await press('36.5');
  expect(onReading).not.toHaveBeenCalled();
  await press(say('keys.confirm'));
  expect(onReading).toHaveBeenCalledExactlyOnceWith({
    temperatureTenths: 365,
    site: 'axillary',
    mask: true,
    shown: [],
  });
});

test('a second reading in its time is taken with one key', async () => {
  const onReading = showSecondReading(5 * 60_000);
  await press('36.5');
  expect(onReading).toHaveBeenCalledOnce();
});

function showFirstReading(codesRequired: 'never' | 'everybody') {
  const onReading = vi.fn();
  const { subject, identification } = entryOf(1).facts;
  const person = { subject, identification, shown: [], follows: null, nameless: null };
  const strict = { ...session, policy: { ...session.policy, codesRequired } };
  const rules = { session: strict, wiring, person, direction: 'out', onReading } as const;
  show(h(TemperatureScreen, { ...rules, ...leave }));
  return onReading;
}

test('where nobody asks for codes a reading is still one key, and both codes are three taps away', async () => {
  const onReading = showFirstReading('never');
  await press('36.5');
  expect(onReading.mock.calls[0]?.[0]).toMatchObject({ shown: [] });
  await press(`${say('codes.title')} ${say('codes.not-seen')}`);
  await press(say('codes.health-yellow'));
  await press(say('codes.card-plain'));
  await press('36.5');
  expect(onReading.mock.calls[1]?.[0]).toMatchObject({
    shown: [
      { kind: 'health-code', colour: 'yellow' },
      { kind: 'travel-card', isStarred: false },
    ],
  });
});

test('where the street wants both codes they come first, and a reading waits for them', async () => {
  const onReading = showFirstReading('everybody');
  await press(say('codes.health-green'));
  await press(say('act.back'));
  await press('36.5');
  expect(onReading).not.toHaveBeenCalled();
  await press(say('codes.yesterday'));
  await press(say('codes.health-green'));
  await press(say('codes.card-starred'));
  const yesterday = streetDay(Date.now() - 86_400_000, session.policy.timeZone);
  expect(onReading).toHaveBeenCalledExactlyOnceWith({
    temperatureTenths: 365,
    site: 'forehead',
    mask: true,
    shown: [
      { kind: 'health-code', colour: 'green', shownOn: yesterday },
      { kind: 'travel-card', isStarred: true, shownOn: yesterday },
    ],
  });
});

test('a form that the visitor filled in stands in the fields, and how many come with them is said', async () => {
  const onDone = vi.fn();
  const clear = {
    name: '欧阳晓静',
    purpose: '探亲',
    householdVisited: '3-1-502',
    plate: '',
    people: 3,
  };
  const code = new Uint8Array(3);
  const form = {
    kind: 'visitor-code',
    code,
    clear,
    madeAt: 0,
    isStale: false,
    open: null,
  } as const;
  show(h(VisitorScreen, { wiring, form, onDone, ...leave }));
  await expect.element(page.getByText(say('visitor.together', { count: 3 }))).toBeVisible();
  await userEvent.fill(page.getByRole('textbox', { name: say('visitor.purpose') }), '送药');
  await press(say('visitor.measure'));
  const { people: _people, ...seen } = clear;
  expect(onDone).toHaveBeenCalledExactlyOnceWith({
    ...{ idNumber: '', address: '', phone: '', remark: '' },
    ...{ ...seen, purpose: '送药' },
  });
});

test('a plate that is too short is spoken of as soon as its field is left', async () => {
  show(h(VisitorScreen, { wiring, form: null, onDone: nothing, ...leave }));
  const plate = page.getByRole('textbox', { name: say('visitor.plate') });
  await userEvent.fill(plate, '苏A1');
  await expect.element(plate).not.toHaveAttribute('aria-invalid');
  await userEvent.click(page.getByRole('textbox', { name: say('visitor.remark') }));
  await expect.element(plate).toHaveAttribute('aria-invalid', 'true');
  await expect.element(page.getByText(say('odd.plate-length'))).toBeVisible();
});

test('a visitor form that was left empty says nothing is wrong', async () => {
  show(h(VisitorScreen, { wiring, form: null, onDone: nothing, ...leave }));
  for (const field of ['visitor.plate', 'visitor.phone', 'visitor.id-number'] as const) {
    await userEvent.click(page.getByRole('textbox', { name: say(field) }));
  }
  await userEvent.click(page.getByRole('textbox', { name: say('visitor.name') }));
  expect(document.querySelectorAll('[aria-invalid]').length).toBe(0);
});

test('a locked phone without a camera offers one way to type, the card’s', () => {
  show(
    h(LockedScreen, {
      wiring,
      eye: { ...blindEye(), state: { kind: 'problem', problem: 'none' } },
      situation: null,
      problem: null,
      onType: nothing,
      onPicture: nothing,
      onWithoutNames: nothing,
      onUnsettled: nothing,
      onSettings: nothing,
      onCarry: nothing,
    }),
  );
  const names = page
    .getByRole('button')
    .elements()
    .map((button) => button.textContent ?? '');
  expect(names).toContain(say('locked.type'));
  expect(names).not.toContain(say('code.type'));
});

test('a phone of the street itself says the name of the street once', () => {
  const place = wiringWith({ placeName: wiring.streetName });
  show(h(SettingsScreen, { wiring: place, rosterSavedAt: null, onCarry: nothing, ...leave }));
  expect(root.textContent?.split(place.streetName).length).toBe(2);
});

test.each(THEMES)('the choice of a gate is accessible by axe in the %s theme', async (theme) => {
  const { gate } = session;
  const gates = [gate, { ...gate, id: 'south', name: '南门' }];
  show(h(ChooseGateScreen, { wiring, gates, onGate: nothing, ...leave }));
  await expect.element(page.getByRole('button', { name: '南门' })).toBeVisible();
  await hindersNobodyIn(theme, root);
  delete document.documentElement.dataset.theme;
});
