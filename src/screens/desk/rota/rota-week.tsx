import { useMemo } from 'preact/hooks';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { say } from '../../../words/i18n.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { gatesWithin } from '../parts/gates-within.ts';
import type { SectionProps } from '../parts/section-props.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import { daysFrom, mondayOf } from './copy-turns.ts';
import { daySpan } from './rota-list.ts';
import { RotaTools } from './rota-tools.tsx';
import { weekWords } from './rota-words.ts';
import { weekRows } from './week-cells.ts';
import { WeekTable } from './week-table.tsx';

interface RotaWeekProps extends Pick<SectionProps, 'client' | 'places' | 'zone'> {
  /** Its week is shown. */
  day: string;
  changes: number;
  /** Whose gates are in view; empty: all. */
  placeId: string;
  /** Where the keys begin, with the day; null: at the first gate. */
  gateId: string | null;
  onDay: (day: string) => void;
  onPlace: (placeId: string) => void;
  onOpen: (gateId: string, day: string) => void;
}

/** A street's week is a megabyte. */
const ASK_EVERY_MS = 30_000;

/** A week of all gates: who is planned where, and where nobody is. */
export function RotaWeek(props: RotaWeekProps) {
  const { client, places, zone, day, changes, placeId, gateId, onDay, onPlace, onOpen } = props;
  const monday = mondayOf(day);
  const asked = useAnswer(
    monday,
    (signal) => client.readRota({ from: monday, days: 7 }, signal),
    useSlowed(changes, ASK_EVERY_MS),
  );
  const today = streetDay(client.now(), zone);
  const days = useMemo(
    () => daysFrom(monday, 7).map((one) => ({ day: one, ...daySpan(one, dayPlus(one, 1), zone) })),
    [monday, zone],
  );
  const rows = useMemo(() => {
    const shut = new Set(places.flatMap(({ id, closedAt }) => (closedAt === null ? [] : id)));
    const gates = gateOptions(gatesWithin(places, placeId)).flatMap((one) => one.gates);
    return weekRows(gates, asked.value?.turns ?? [], days).filter(
      ({ gate, cells }) => !shut.has(gate.id) || cells.some((shifts) => shifts.length > 0),
    );
  }, [places, placeId, asked.value, days]);
  const volunteers = useMemo(
    () => new Map(asked.value?.volunteers.map((one) => [one.id, one])),
    [asked.value],
  );
  return (
    <>
      <RotaTools
        step="week"
        day={day}
        isNow={mondayOf(today) === monday}
        today={today}
        places={places}
        placeId={placeId}
        onDay={onDay}
        onPlace={onPlace}
      />
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <SplitView label={weekWords(monday, zone)} panel={null}>
        {!asked.value && !asked.failure && <LoadingNote />}
        {asked.value && rows.length === 0 && (
          <EmptyNote to="places">{say('rota-desk.no-gates')}</EmptyNote>
        )}
        {asked.value && rows.length > 0 && (
          <WeekTable
            rows={rows}
            days={days}
            today={today}
            volunteers={volunteers}
            zone={zone}
            first={{ gateId, day }}
            onOpen={onOpen}
          />
        )}
      </SplitView>
    </>
  );
}
