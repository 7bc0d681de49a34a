import { useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import { streetDay } from '../../../domain/street-time.ts';
import type { HoursCard } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { Choice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import { mondayOf } from './copy-turns.ts';
import { Hours } from './hours.tsx';
import { HoursPrint } from './hours-print.tsx';
import { monthOf } from './months.ts';
import { RotaDay } from './rota-day.tsx';
import { RotaImport } from './rota-import.tsx';
import css from './rota-screen.module.css';
import { RotaWeek } from './rota-week.tsx';
import { calendarDayWords, weekWords } from './rota-words.ts';
import { Volunteers } from './volunteers.tsx';

const VIEWS = ['day', 'week', 'volunteers', 'hours', 'import'] as const;
type View = (typeof VIEWS)[number];

const ASK_EVERY_MS = 5_000;
/** Who is missing follows from the clock alone. */
const ASK_ANYWAY_MS = 30_000;

/** Who stands where and when, who came, and what everybody has served. */
export function RotaScreen(props: SectionProps) {
  const { client, live, identity, places, zone } = props;
  const anyway = Math.floor(useNow(ASK_ANYWAY_MS) / ASK_ANYWAY_MS);
  const changes = useSlowed(live.changes, ASK_EVERY_MS) + anyway;
  const today = streetDay(client.now(), zone);
  const [view, setView] = useState<View>('day');
  const [day, setDay] = useState(today);
  const [placeId, setPlaceId] = useState('');
  /** Where somebody was in the week, and goes on in the day. */
  const [gateId, setGateId] = useState<string | null>(null);
  const [month, setMonth] = useState(() => monthOf(today));
  const [printed, setPrinted] = useState<HoursCard | null>(null);
  if (printed) {
    return (
      <HoursPrint
        card={printed}
        month={month}
        streetName={identity.streetName}
        zone={zone}
        onBack={() => setPrinted(null)}
      />
    );
  }
  const openDay = (gate: string | null, one: string) => {
    setGateId(gate);
    setDay(one);
    setView('day');
  };
  const mayChange = may(identity.role, 'keep-rota');
  const views = VIEWS.filter((one) => mayChange || one !== 'import');
  return (
    <Page
      title={say('desk.section-rota')}
      {...(view === 'day' && { about: calendarDayWords(day, zone) })}
      {...(view === 'week' && { about: weekWords(mondayOf(day), zone) })}
      live={live}
      isFixed
      acts={
        <div class={css.views}>
          <Choice<View>
            label={say('rota-desk.views')}
            isLabelHidden
            value={view}
            onChange={(next) => {
              if (next === 'day') setGateId(null);
              setView(next);
            }}
            options={views.map((value) => ({ value, face: say(`rota-desk.view-${value}`) }))}
          />
        </div>
      }
    >
      {view === 'day' && (
        <RotaDay
          client={client}
          identity={identity}
          places={places}
          zone={zone}
          day={day}
          changes={changes}
          placeId={placeId}
          gateId={gateId}
          onDay={(next) => {
            setGateId(null);
            setDay(next);
          }}
          onPlace={setPlaceId}
        />
      )}
      {view === 'week' && (
        <RotaWeek
          client={client}
          places={places}
          zone={zone}
          day={day}
          changes={changes}
          placeId={placeId}
          gateId={gateId}
          onDay={setDay}
          onPlace={setPlaceId}
          onOpen={openDay}
        />
      )}
      {view === 'volunteers' && (
        <Volunteers client={client} today={today} changes={changes} mayChange={mayChange} />
      )}
      {view === 'hours' && (
        <Hours
          client={client}
          today={today}
          month={month}
          changes={changes}
          mayChange={mayChange}
          zone={zone}
          onMonth={setMonth}
          onPrint={setPrinted}
        />
      )}
      {view === 'import' && (
        <RotaImport
          client={client}
          places={places}
          zone={zone}
          onSee={(first) => openDay(null, first)}
        />
      )}
    </Page>
  );
}
