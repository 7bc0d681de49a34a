import type { Direction, Shown, Visitor } from './entry.ts';
import { halfWidth } from './half-width.ts';
import { normalIdNumber, normalPlate, visitorKey } from './marks-about.ts';
import type { Policy } from './policy.ts';
import type { StandingEntry } from './shift-state.ts';
import { isOneOfTwoCodes } from './shown.ts';
import { dayPlus } from './street-calendar.ts';
import { streetDay } from './street-time.ts';

/** Somebody from outside who was at this gate before: a courier's next pass starts from it. */
export interface EarlierVisitor {
  readonly visitor: Visitor;
  readonly last: StandingEntry;
  /** Entries of theirs that stand. */
  readonly times: number;
  /** The other way than last time. */
  readonly direction: Direction;
  /** What they showed and need not show again. */
  readonly shown: readonly Shown[];
}

const STAYS_GOOD: ReadonlySet<Shown['kind']> = new Set([
  'visitor-form',
  'purpose',
  'document',
  'vehicle',
  'host',
]);

/** Each visitor once, who came last first; whoever still waits is found at the gate, not here. */
export function earlierVisitors(
  entries: readonly StandingEntry[],
  query: string,
  now: number,
  policy: Pick<Policy, 'codesMaxAgeDays' | 'timeZone'>,
): EarlierVisitor[] {
  const asked = queryOf(query);
  const oldestDay = dayPlus(streetDay(now, policy.timeZone), -policy.codesMaxAgeDays);
  const found = new Map<string, EarlierVisitor>();
  for (const last of entries) {
    const { subject, direction, outcome } = last.facts;
    if (subject.kind !== 'visitor') continue;
    const { visitor } = subject;
    const key = visitorKey(visitor);
    const before = found.get(key);
    // What came last stands last.
    found.delete(key);
    if (outcome === 'parked' || outcome === 'held' || !isMatch(visitor, last, asked)) continue;
    found.set(key, {
      visitor,
      last,
      times: (before?.times ?? 0) + 1,
      direction: outcome === 'passed' ? opposite(direction) : direction,
      shown: last.facts.shown.filter((one) =>
        isOneOfTwoCodes(one) ? one.shownOn >= oldestDay : STAYS_GOOD.has(one.kind),
      ),
    });
  }
  return [...found.values()].reverse();
}

const opposite = (direction: Direction): Direction => (direction === 'in' ? 'out' : 'in');

interface Query {
  readonly text: string;
  readonly plate: string;
}

const queryOf = (query: string): Query => ({
  text: halfWidth(query).replace(/\s/g, '').toUpperCase(),
  plate: normalPlate(query),
});

function isMatch(visitor: Visitor, { facts }: StandingEntry, { text, plate }: Query): boolean {
  if (text === '') return true;
  const vehicle = facts.shown.find((one) => one.kind === 'vehicle')?.plate ?? '';
  const plates = [visitor.plate, vehicle].map(normalPlate);
  return (
    halfWidth(visitor.name).replace(/\s/g, '').toUpperCase().includes(text) ||
    (plate !== '' && plates.some((one) => one.includes(plate))) ||
    halfWidth(visitor.phone).replace(/\D/g, '').endsWith(text) ||
    normalIdNumber(visitor.idNumber).endsWith(text)
  );
}
