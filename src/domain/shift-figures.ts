import {
  type CountedRow,
  figuresOf,
  NO_FIGURES,
  REPORT_FIGURES,
  type ReportFigure,
  type ReportFigures,
  rowsBehind,
} from './report-figures.ts';
import { recordKey, type ShiftState, type StandingEntry } from './shift-state.ts';
import { streetDaysEnd, streetMoment } from './street-time.ts';
import { groupShown } from './together.ts';

/** What one shift counts of a street's day ('YYYY-MM-DD'), as the ledger counts the same records. */
export function shiftFigures(
  { entries, counts, handedOver, startedAt }: ShiftState,
  day: string,
  zone: string,
): ReportFigures {
  const from = streetMoment(day, 0, 0, zone);
  if (from === null) return NO_FIGURES;
  const to = streetDaysEnd(from, 1, zone);
  const isOfDay = (at: number): boolean => from <= at && at < to;
  const chains = entries.map((entry) => withContinued(entry).filter(({ at }) => isOfDay(at)));
  // What an earlier shift began was counted there.
  const own = new Set(
    chains.flat().flatMap(({ id, at }) => (at >= (startedAt ?? 0) ? [recordKey(id)] : [])),
  );
  const standing = new Set(entries.map(({ id }) => recordKey(id)));
  const behind = rowsBehind(chains.flat().map((entry) => rowOf(entry, standing)));
  const ours: Record<ReportFigure, readonly string[]> = { ...behind };
  for (const figure of REPORT_FIGURES) ours[figure] = behind[figure].filter((key) => own.has(key));
  const counted = { out: 0, in: 0 };
  for (const { at, direction, people } of counts) if (isOfDay(at)) counted[direction] += people;
  const people = new Set(handedOver.filter(({ at }) => isOfDay(at)).map(({ key }) => key));
  return figuresOf(ours, { handedOver: people.size, counted });
}

/** An entry and all that it continues, the latest first. */
function withContinued(entry: StandingEntry): StandingEntry[] {
  const chain: StandingEntry[] = [];
  for (let one: StandingEntry | null = entry; one; one = one.continued) chain.push(one);
  return chain;
}

function rowOf(entry: StandingEntry, standing: ReadonlySet<string>): CountedRow {
  const { id, facts, continued } = entry;
  const { direction, outcome, verdict, subject, identification, reasons, shown } = facts;
  const key = recordKey(id);
  return {
    key,
    follows: continued && recordKey(continued.id),
    state: standing.has(key) ? 'standing' : 'continued',
    isRefusal: false,
    direction,
    outcome,
    verdict,
    subject: subject.kind,
    identification,
    reasons,
    vehicle: shown.some(({ kind }) => kind === 'vehicle') ? `${groupShown(shown) ?? key}` : null,
  };
}
