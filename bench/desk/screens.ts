import type { ReportFigure } from '../../src/domain/report-figures.ts';
import { streetDay, streetDayStart } from '../../src/domain/street-time.ts';
import type { SeededRandom } from '../../src/server/demo/seeded-random.ts';
import type { DeskCall } from './bench-desk.ts';
import { noticesOf } from './make-street.ts';
import { DAY_MS, type MonthPlan, STREET_ID, TIME_ZONE } from './month-plan.ts';

/** What a screen of the desk asks for when it is opened, or when something is sought on it; each time for something else. */
export type Screens = Readonly<Record<string, (random: SeededRandom) => readonly DeskCall[]>>;

const PAGE = 50;
const FIGURES: readonly ReportFigure[] = ['out', 'in', 'visitors', 'turned-back', 'fevers'];
const WORDS = ['王', '张伟', '豫A12', '3-1-502', '刘', '1540000'];

/** `day`: from 0, counted back from the plan's last. */
export const dayBack = (plan: MonthPlan, days: number): string =>
  streetDay(plan.now - days * DAY_MS, TIME_ZONE);

export function screensOf(plan: MonthPlan): Screens {
  const { gates, compounds, size } = plan;
  const today = streetDay(plan.now, TIME_ZONE);
  const dayStart = streetDayStart(plan.now, TIME_ZONE);
  const monday = dayBack(plan, (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7);
  const notices = noticesOf(plan);
  const entries = (query: object): DeskCall => ({
    path: '/api/entries/search',
    body: { ...query, limit: PAGE },
  });
  const household = (random: SeededRandom) => {
    const { households } = random.pick(compounds);
    return random.pick(households);
  };
  return {
    today: () => [{ path: '/api/today' }, { path: '/api/map' }],
    ledger: () => [entries({ from: dayStart })],
    'ledger-week': () => [entries({ from: dayStart - 6 * DAY_MS })],
    'ledger-gate-day': (random) => {
      const from = dayStart - random.between(0, size.days - 1) * DAY_MS;
      return [entries({ gateIds: [random.pick(gates).id], from, to: from + DAY_MS })];
    },
    'ledger-text': (random) => [entries({ from: dayStart, text: random.pick(WORDS) })],
    'ledger-text-week': (random) => [
      entries({ from: dayStart - 6 * DAY_MS, text: random.pick(WORDS) }),
    ],
    'ledger-household': (random) => {
      const householdId = household(random).id;
      return [entries({ householdId }), { path: '/api/histories', body: { householdId } }];
    },
    'report-rows': (random) => [
      {
        path: '/api/reports/rows',
        body: { day: today, placeId: STREET_ID, figure: random.pick(FIGURES), limit: PAGE },
      },
    ],
    'watch-cases': () => [{ path: '/api/cases', body: { day: today } }],
    'watch-outside': () => [{ path: '/api/outside', body: { overdueOnly: false } }],
    'watch-reviews': () => [{ path: '/api/reviews', body: { day: today } }],
    rota: () => [{ path: '/api/rota', body: { from: monday, days: 7 } }],
    hours: () => [
      { path: '/api/rota/hours', body: { from: dayBack(plan, size.days - 1), to: today } },
    ],
    notices: () => [{ path: '/api/notices' }],
    notice: (random) => [{ path: `/api/notices/${random.pick(notices).id}` }],
    standards: () => [{ path: '/api/standards' }],
    handbook: () => [{ path: '/api/handbook' }],
    people: () => [{ path: '/api/marks' }, { path: '/api/contacts' }],
    'roster-search': (random) => {
      const { label, people } = household(random);
      const text = random.chance(0.5) ? label : (people[0]?.name ?? label);
      return [{ path: '/api/residents/search', body: { placeId: STREET_ID, text, limit: 20 } }];
    },
    passes: (random) => [
      {
        path: '/api/passes',
        body: { compoundId: random.pick(compounds).id, kind: 'resident', limit: PAGE },
      },
    ],
    phones: () => [{ path: '/api/devices' }, { path: '/api/invitations' }],
    places: () => [{ path: '/api/places' }],
    rules: () => [{ path: '/api/policies' }],
    settings: () => [{ path: '/api/retention' }],
  };
}
