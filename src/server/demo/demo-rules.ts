import type { Mark } from '../../domain/mark.ts';
import { DEFAULT_POLICY, type Policy } from '../../domain/policy.ts';
import { templateRules } from '../../domain/policy-templates.ts';
import { streetDay, streetDaysEnd } from '../../domain/street-time.ts';
import type { Store } from '../store/store.ts';
import { DEMO_STREET_ID } from './street-plan.ts';

/** One household, one errand in two days, as a street does it that means well: three may go, and visitors may come. */
const DEMO_POLICY: Policy = {
  ...DEFAULT_POLICY,
  ...templateRules('one-in-two-days', DEFAULT_POLICY),
  title: '两天一出（宽松）',
  quota: {
    persons: 3,
    periodDays: 2,
    maxOutMinutes: 145,
    countedPurposes: ['shopping', 'other'],
    overstayCostsExit: false,
    returneeVoidDays: 7,
  },
  purposes: DEFAULT_POLICY.purposes,
  codesRequired: 'never',
  visitors: 'pass',
  hostConfirmation: false,
  documents: [
    {
      id: 1,
      name: '就医证明',
      lifts: ['quota', 'hours', 'purpose', 'colour'],
      directions: ['out'],
      perDay: 0,
    },
    {
      id: 2,
      name: '保供通行证',
      lifts: ['quota', 'vehicle'],
      directions: ['out', 'in'],
      perDay: 6,
    },
  ],
};

const CONTACTS = [
  [DEMO_STREET_ID, '值班室', '街道值班'],
  ['wutong', '陈芳', '社区医生'],
  ['wutong-1', '李海', '网格员'],
  ['beihe', '赵国庆', '村医'],
] as const;

const DAY_MS = 86_400_000;
const nothing: Omit<Mark, 'id' | 'subject'> = {
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: false,
  documentIds: [],
  note: '',
};
const idOf = (kind: 'a' | 'b', number: number): string => kind + String(number).padStart(31, '0');

/** Before anything is logged: phones judge by the street's rules from the first entry on. */
export const makeDemoRules = ({ policies }: Pick<Store, 'policies'>): Promise<void> =>
  policies.add(DEMO_STREET_ID, DEMO_POLICY);

/** Whom gates call, and some who are marked: of everybody the first who lives there. */
export async function markDemoPeople(
  { marks, contacts }: Pick<Store, 'marks' | 'contacts'>,
  now: number,
): Promise<void> {
  for (const [place, [placeId, name, duty]] of CONTACTS.entries()) {
    const phone = `0371-5550 01${String(place).padStart(2, '0')}`;
    const id = idOf('a', place);
    await contacts.set({ streetId: DEMO_STREET_ID, id, placeId, name, duty, phone });
  }
  const until = streetDay(
    streetDaysEnd(now, 1, DEMO_POLICY.timeZone) + 6 * DAY_MS,
    DEMO_POLICY.timeZone,
  );
  const marked: readonly Omit<Mark, 'id'>[] = [
    {
      ...nothing,
      subject: { kind: 'resident', rosterNumber: 17 },
      isolatedUntil: until,
      note: '居家隔离，生活物资送到门口',
    },
    {
      ...nothing,
      subject: { kind: 'resident', rosterNumber: 42 },
      documentIds: [1],
      note: '每周二、四、六透析',
    },
    {
      ...nothing,
      subject: { kind: 'household', householdId: 9 },
      voidUntil: until,
      note: '出入证暂停，等社区通知',
    },
    { ...nothing, subject: { kind: 'plate', plate: '豫A66666' }, isDenied: true, note: '未报备' },
  ];
  for (const [place, mark] of marked.entries()) {
    await marks.set({
      streetId: DEMO_STREET_ID,
      mark: { id: idOf('b', place), ...mark },
      changedAt: now - place * 3_600_000,
      changedBy: '值班台',
      changedWithin: `${DEMO_STREET_ID}/`,
    });
  }
}
