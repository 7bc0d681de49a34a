import { type ComponentChild, h, render } from 'preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { EntryFacts } from '../../src/domain/gate-record.ts';
import { CodesScreen } from '../../src/screens/gate/codes-screen.tsx';
import { FindScreen } from '../../src/screens/gate/find-screen.tsx';
import type { Notice } from '../../src/screens/gate/gate-notice.tsx';
import { GateScreen } from '../../src/screens/gate/gate-screen.tsx';
import { HouseholdScreen } from '../../src/screens/gate/household-screen.tsx';
import { PersonHead } from '../../src/screens/gate/person-head.tsx';
import { reasonsOf } from '../../src/screens/gate/reason-words.ts';
import { TemperatureScreen } from '../../src/screens/gate/temperature-screen.tsx';
import { VerdictScreen } from '../../src/screens/gate/verdict-screen.tsx';
import { SettingsScreen } from '../../src/screens/shift/settings-screen.tsx';
import { loadWords, say } from '../../src/words/i18n.ts';
import { blindEye, entryOf, shiftWith, wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;

const show = (screen: ComponentChild): void => render(screen, root);

beforeEach(async () => {
  await page.viewport(360, 740);
  show(null);
});

const wiring = wiringWith();
const overflow = (): number => document.documentElement.scrollHeight - innerHeight;

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

function showGate(waiting: number, notice: Notice | null = null): void {
  const entries = Array.from({ length: waiting }, (_, index) => entryOf(index));
  show(
    h(GateScreen, {
      session: shiftWith(entries),
      wiring,
      eye: blindEye(),
      direction: 'out',
      notice,
      onDirection: nothing,
      onNoticeRead: nothing,
      onOpen: nothing,
      onCodes: nothing,
      onFind: nothing,
      onVisitor: nothing,
      onType: nothing,
      onPicture: nothing,
      onDuty: nothing,
      onNotices: nothing,
      onNotice: nothing,
      onDay: nothing,
    }),
  );
}

function showVerdict(facts: Partial<EntryFacts>, before: Partial<EntryFacts> | null = null): void {
  const entry = {
    ...entryOf(1, facts, 2_000),
    continued: before && entryOf(1, before, 400_000),
  };
  const session = shiftWith([entryOf(4), entryOf(5), entry]);
  const went = { direction: entry.facts.direction, at: entry.at - 3_600_000 };
  show(
    h(VerdictScreen, {
      session,
      wiring,
      entry,
      reasons: reasonsOf(entry.facts, 'red', session.policy, went),
      onNext: nothing,
      onUndo: nothing,
      onPassed: nothing,
      onTurnedBack: nothing,
      onSecondReading: nothing,
      onCaseStep: nothing,
      onNote: nothing,
    }),
  );
}

const warm = { temperatureTenths: 365, site: 'forehead' } as const;

const verdicts: readonly [string, Partial<EntryFacts>, Partial<EntryFacts>?][] = [
  ['a pass', { reading: warm, verdict: 'pass', outcome: 'passed', reasons: [] }],
  ['a first fever', {}],
  [
    'a reading that is too low',
    { reading: { temperatureTenths: 335, site: 'forehead' }, reasons: ['reading-low'] },
  ],
  ['somebody who is out already', { reading: warm, reasons: ['already-out'] }],
  [
    'a yellow code and a star',
    {
      reading: warm,
      reasons: ['health-code', 'travel-card-starred'],
      shown: [
        { kind: 'health-code', colour: 'yellow', shownOn: '2022-03-28' },
        { kind: 'travel-card', isStarred: true, shownOn: '2022-03-28' },
      ],
    },
  ],
  ['no mask', { reading: warm, mask: false, reasons: ['mask-missing'] }],
  [
    'somebody who may not leave',
    { reading: warm, verdict: 'stop', outcome: 'turned-back', reasons: ['colour'] },
  ],
  [
    'a second fever',
    {
      reading: { temperatureTenths: 379, site: 'axillary' },
      verdict: 'stop',
      outcome: 'held',
      reasons: ['fever-again'],
    },
    {},
  ],
];

describe.each(['zh-CN', 'zh-TW', 'en'] as const)('on 360 × 740 in %s', (locale) => {
  beforeEach(async () => {
    await loadWords(locale, 'phone');
    document.documentElement.lang = locale;
  });

  test.each([0, 2, 3, 6])('the gate with %i people waiting needs no scrolling', (waiting) => {
    showGate(waiting);
    expect(overflow()).toBeLessThanOrEqual(0);
    const outside = [
      page.getByRole('region', { name: say('well.label') }),
      page.getByRole('group', { name: say('direction.label') }),
      page.getByRole('button', { name: say('gate.find') }),
      page.getByRole('button', { name: say('gate.visitor') }),
      page.getByRole('button', { name: say('gate.on-duty') }),
    ].filter((one) => !isInSight(one.element()));
    expect(outside).toEqual([]);
    if (waiting === 0) return;
    const list = page.getByRole('region', { name: say('top.parked') }).element();
    const scroller = list.parentElement ?? list;
    const row = list.firstElementChild?.getBoundingClientRect().height ?? Number.NaN;
    expect(isInSight(scroller)).toBe(true);
    expect(scroller.clientHeight).toBeGreaterThanOrEqual(Math.min(waiting, 1.5) * row);
  });

  test('somebody far down in the waiting list is reached by scrolling the list alone', () => {
    showGate(6);
    const rows = page.getByRole('region', { name: say('top.parked') }).getByRole('button');
    const last = rows.elements().at(-1);
    expect(last && isInSight(last)).toBe(false);
    last?.scrollIntoView();
    expect(last && isInSight(last)).toBe(true);
    expect(scrollY).toBe(0);
  });

  test.each(verdicts)('%s needs no scrolling', (_, facts, before) => {
    showVerdict(facts, before);
    expect(overflow()).toBeLessThanOrEqual(0);
    const hidden = page
      .getByRole('listitem')
      .elements()
      .filter((one) => !isInSight(one));
    expect(hidden.map((one) => one.textContent)).toEqual([]);
  });

  test.each(['first', 'second'] as const)('the %s reading needs no scrolling', (nth) => {
    const follows = nth === 'second' ? entryOf(1) : null;
    show(
      h(TemperatureScreen, {
        session: shiftWith([entryOf(1), entryOf(2)]),
        wiring,
        person: {
          subject: entryOf(1).facts.subject,
          identification: 'scanned',
          shown: [],
          follows,
          nameless: null,
        },
        direction: 'out',
        onReading: nothing,
        ...(follows === null && { onPark: nothing }),
        onLeave: nothing,
      }),
    );
    expect(overflow()).toBeLessThanOrEqual(0);
    expect(isInSight(page.getByRole('img').last().element())).toBe(true);
  });

  test('finding somebody needs no scrolling before a key is pressed', () => {
    show(
      h(FindScreen, {
        session: shiftWith([]),
        wiring,
        onFound: nothing,
        onTogether: nothing,
        onCode: nothing,
        onPicture: nothing,
        onType: nothing,
        onVisitor: nothing,
        onLeave: nothing,
      }),
    );
    expect(overflow()).toBeLessThanOrEqual(0);
  });

  test('a gate that is gone says so without scrolling', () => {
    showGate(1, { kind: 'gone' });
    expect(overflow()).toBeLessThanOrEqual(0);
    expect(isInSight(page.getByRole('alert').element())).toBe(true);
    expect(isInSight(page.getByRole('button', { name: say('gate.find') }).element())).toBe(true);
  });

  test.each([true, false])(
    'a code of somebody else (an address: %s) needs no scrolling',
    (isAddress) => {
      const text = `https://jkm.henan.gov.cn/${'x'.repeat(300)}`;
      showGate(1, { kind: 'other-code', text, isAddress });
      expect(overflow()).toBeLessThanOrEqual(0);
      expect(isInSight(page.getByRole('button', { name: say('codes.row') }).element())).toBe(true);
      expect(root.querySelector('a')).toBeNull();
    },
  );

  test('the two codes need no scrolling', () => {
    show(
      h(CodesScreen, {
        wiring,
        policy: shiftWith([]).policy,
        shown: [],
        onDone: nothing,
        onLeave: nothing,
        children: h(PersonHead, { session: shiftWith([]), subject: entryOf(1).facts.subject }),
      }),
    );
    expect(overflow()).toBeLessThanOrEqual(0);
  });

  test('a household of four needs no scrolling', () => {
    const session = shiftWith([]);
    const household = session.roster?.household(1);
    if (!household) throw new Error('no household');
    show(
      h(HouseholdScreen, {
        session,
        wiring,
        direction: 'out',
        household,
        people: session.roster?.members(1) ?? [],
        onPerson: nothing,
        onTogether: nothing,
        onFind: nothing,
        onVisitor: nothing,
        onLeave: nothing,
      }),
    );
    expect(document.querySelectorAll('section button')).toHaveLength(4);
    expect(overflow()).toBeLessThanOrEqual(0);
  });

  test('the settings need no scrolling', () => {
    show(h(SettingsScreen, { wiring, rosterSavedAt: null, onCarry: nothing, onLeave: nothing }));
    expect(overflow()).toBeLessThanOrEqual(0);
  });
});
