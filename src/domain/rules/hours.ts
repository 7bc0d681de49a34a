import { halfWidth } from '../half-width.ts';
import type { Home, JudgedSubject, Situation } from '../judge.ts';
import type { HomeSelector, Policy } from '../policy.ts';
import { streetTime } from '../street-time.ts';
import { type Finding, finding } from './finding.ts';

const HOUR_MINUTES = 60;

const WORDS = /(?:号楼|號樓|号院|號院|单元|單元|号|號|栋|棟|幢|楼|樓|座)$/;

/** '３号楼', '03栋' and '3' are one building, '3A' is another. */
const plain = (name: string): string =>
  halfWidth(name)
    .replace(/\s/g, '')
    .toUpperCase()
    .replace(WORDS, '')
    .replace(/^0+(?=\d)/, '');

/** Of the building's number: '12A' and 'B12' have 2. Null: a house without a number. */
const lastDigit = (building: string): number | null => {
  const digits = /\d+/.exec(plain(building))?.[0];
  return digits === undefined ? null : Number(digits.slice(-1));
};

const known = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The names of a rule, made plain once: a policy is asked many times. */
function plainNames(names: readonly string[]): ReadonlySet<string> {
  let plains = known.get(names);
  if (!plains) {
    plains = new Set(names.map(plain));
    known.set(names, plains);
  }
  return plains;
}

const isAmong = (name: string, names: readonly string[]): boolean =>
  names.length === 0 || plainNames(names).has(plain(name));

export function isNamed(home: Home, selector: HomeSelector): boolean {
  const { compoundIds, buildings, units, parity } = selector;
  if (compoundIds.length > 0 && !compoundIds.includes(home.compoundId)) return false;
  if (!isAmong(home.building, buildings) || !isAmong(home.unit, units)) return false;
  if (parity === 'any') return true;
  const last = lastDigit(home.building);
  return last !== null && (last % 2 === 0) === (parity === 'even');
}

/** Whoever the hours of their building do not let through now. */
export function hoursFindings(
  { home }: JudgedSubject,
  { at, direction }: Situation,
  { hours, timeZone }: Pick<Policy, 'hours' | 'timeZone'>,
): Finding[] {
  if (!home || hours.length === 0) return [];
  const theirs = hours.filter(
    (rule) => rule.directions.includes(direction) && isNamed(home, rule.homes),
  );
  if (theirs.length === 0) return [];
  const { hour, minute } = streetTime(at, timeZone);
  const now = hour * HOUR_MINUTES + minute;
  const windows = theirs.flatMap((rule) => rule.windows);
  if (windows.some(({ fromMinute, toMinute }) => fromMinute <= now && now < toMinute)) return [];
  const next = windows
    .filter(({ fromMinute }) => fromMinute > now)
    .sort((a, b) => a.fromMinute - b.fromMinute)[0];
  const opensAt = next?.fromMinute ?? null;
  return [
    finding('stop', { code: 'outside-hours', opensAt, closesAt: next?.toMinute ?? null }, 'hours'),
  ];
}
