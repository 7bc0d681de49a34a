import { useState } from 'preact/hooks';
import { reportState } from '../../../domain/daily-report.ts';
import { may } from '../../../domain/role.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatTime, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { FirstSteps } from '../ledger/first-steps.tsx';
import buttons from '../parts/controls.module.css';
import { Select } from '../parts/controls.tsx';
import { dayWords } from '../parts/day-words.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { scopesAbove } from '../parts/gates-within.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import { GateTable } from './gate-table.tsx';
import { gatesOfToday, todayFigures } from './gates-today.ts';
import { StreetMap } from './street-map.tsx';
import { TodayFigures } from './today-figures.tsx';
import css from './today-screen.module.css';
import { type ReportDue, TodayWants } from './today-wants.tsx';

const ASK_EVERY_MS = 5_000;
/** Silence announces nothing: it is seen only by asking. */
const ASK_ANYWAY_MS = 30_000;
const TICK_MS = 10_000;
const MINUTE_MS = 60_000;

/** The street at this moment: what wants a person, before any total; then every gate. */
export function TodayScreen({ client, live, identity, places, zone }: SectionProps) {
  const { role, place } = identity;
  const anyway = Math.floor(useNow(TICK_MS) / ASK_ANYWAY_MS);
  const changes = useSlowed(live.changes, ASK_EVERY_MS) + anyway;
  const seldom = useSlowed(live.changes, ASK_ANYWAY_MS) + anyway;
  const [scopeId, setScopeId] = useState('');
  const now = client.now();
  const day = streetDay(now, zone);
  const asked = useAnswer('today', client.readToday, changes);
  const reports = useAnswer(day, (signal) => client.readReports({ day }, signal), seldom);
  const scope = places.find(({ id }) => id === scopeId) ?? null;
  const outside = useAnswer(
    scopeId,
    scope && ((signal) => client.readOutside({ placeId: scope.id, overdueOnly: true }, signal)),
    seldom,
  );
  const answer = asked.value;
  const gates = answer ? gatesOfToday(answer, places, scope, now) : [];
  const isFirstDay =
    may(role, 'invite') && answer?.gates.every(({ heardAt }) => heardAt === null) === true;
  const scopes = scopesAbove(places);
  const counts = scope ? outside.value : answer;

  const reportDue = (): ReportDue | null => {
    const value = reports.value;
    if (!value || now < value.deadlineAt - value.form.remindMinutes * MINUTE_MS) return null;
    const shown = new Set(gates.map(({ gate }) => gate.id));
    const count = value.gates.filter(
      (gate) => shown.has(gate.gateId) && reportState(gate) === 'missing',
    ).length;
    return count === 0 ? null : { count, deadlineAt: value.deadlineAt };
  };
  return (
    <Page
      title={say('today.title')}
      about={say('today.when', { day: dayWords(now, zone), time: formatTime(now, zone) })}
      live={live}
      acts={
        <>
          {scopes.length > 1 && (
            <div class={css.scope}>
              <Select label={say('today.scope')} value={scopeId} onChange={setScopeId}>
                <option value="">{say('today.scope-all', { name: place.name })}</option>
                {scopes.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </div>
          )}
          {may(role, 'send-notices') && (
            <a class={buttons.button} href="#notices">
              <Icon name="horn" size="small" />
              {say('today.send-notice')}
            </a>
          )}
        </>
      }
    >
      {asked.failure && !(answer && asked.failure === 'server-away') && (
        <FailureNote why={asked.failure} onAgain={asked.askAgain} />
      )}
      {!answer && !asked.failure && <LoadingNote />}
      {answer && (
        <>
          <TodayFigures
            figures={todayFigures(gates)}
            peopleOut={counts?.peopleOut ?? null}
            overdue={counts?.overdue ?? null}
            role={role}
          />
          {isFirstDay && <FirstSteps client={client} places={places} changes={live.changes} />}
          {gates.length === 0 ? (
            !isFirstDay && <EmptyNote to="places">{say('today.no-gates')}</EmptyNote>
          ) : (
            <div class={css.today}>
              <div class={css.map}>
                <StreetMap
                  client={client}
                  changes={seldom}
                  places={places}
                  gates={gates}
                  placeName={place.name}
                  now={now}
                  mayPlace={may(role, 'manage-places')}
                />
              </div>
              <div class={css.lists}>
                <TodayWants
                  gates={gates}
                  reportDue={reportDue()}
                  now={client.now}
                  zone={zone}
                  role={role}
                />
                <GateTable gates={gates} now={now} zone={zone} />
              </div>
            </div>
          )}
        </>
      )}
    </Page>
  );
}
