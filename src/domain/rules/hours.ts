import { halfWidth } from '../half-width.ts';
import type { Home, JudgedSubject, Situation } from '../judge.ts';
import type { HomeSelector, Policy } from '../policy.ts';
import { streetTime } from '../street-time.ts';
import { type Finding, finding } from './finding.ts';

const HOUR_MINUTES = 60;

/** '３号楼', '3栋' and '3' are one building: its number, where it has one. */
const plain = (name: string): string => {
  const text = halfWidth(name).trim().toUpperCase();
  return /\d+/.exec(text)?.[0].replace(/^0+(?=\d)/, '') ?? text;
};

const isAmong = (name: string, names: readonly string[]): boolean =>
  names.length === 0 || names.some((one) => plain(one) === plain(name));

export function isNamed(home: Home, selector: HomeSelector): boolean {
  const { compoundIds, buildings, units, parity } = selector;
  if (compoundIds.length > 0 && !compoundIds.includes(home.compoundId)) return false;
  if (!isAmong(home.building, buildings) || !isAmong(home.unit, units)) return false;
  if (parity === 'any') return true;
  const number = Number.parseInt(plain(home.building), 10);
  return Number.isSafeInteger(number) && (number % 2 === 0) === (parity === 'even');
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
