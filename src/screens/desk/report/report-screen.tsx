import { useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import { may } from '../../../domain/role.ts';
import { streetDay, streetMoment } from '../../../domain/street-time.ts';
import type { ReportForm, ReportSign } from '../../../protocol/reports.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { DayBox } from '../parts/day-box.tsx';
import { dayWords } from '../parts/day-words.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import { ReportActs } from './report-acts.tsx';
import { ReportHead } from './report-head.tsx';
import { type Panel, ReportPanel } from './report-panel.tsx';
import { isSummedUp, lackingGates, reportTree } from './report-places.ts';
import css from './report-screen.module.css';
import { ReportTable } from './report-table.tsx';
import { lackingWords } from './report-words.ts';
import { useReportPaper } from './use-report-paper.ts';

const ASK_EVERY_MS = 5_000;
/** What a server process beside this desk's took is not always announced. */
const ASK_ANYWAY_MS = 30_000;
const TICK_MS = 10_000;
const NOON_HOUR = 12;
const SHEET_LIMIT = 4_000;

/** The street's daily report: drafted from the log, stated by people, summed up to the street. */
export function ReportScreen({ client, live, identity, places, zone, onOpen }: SectionProps) {
  const { role } = identity;
  const anyway = Math.floor(useNow(TICK_MS) / ASK_ANYWAY_MS);
  const changes = useSlowed(live.changes, ASK_EVERY_MS) + anyway;
  const now = client.now();
  const today = streetDay(now, zone);
  const [chosenDay, setDay] = useState<string | null>(null);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const day = chosenDay ?? today;
  const isToday = day === today;
  const asked = useAnswer(day, (signal) => client.readReports({ day }, signal), changes);
  useReportPaper();
  const answer = asked.value;
  const top = places.find(({ id }) => id === identity.place.id) ?? places[0];
  const tree = answer && top ? reportTree(answer, places, top) : null;
  const daySaid = dayWords(streetMoment(day, NOON_HOUR, 0, zone) ?? now, zone);
  const isNarrow = useNarrow();
  const lacking = tree ? lackingGates(tree.whole.gates) : [];

  const show = (next: Panel) => {
    // It takes the place of the table there.
    if (isNarrow) scrollTo(0, 0);
    setSaid('');
    setFailure(null);
    setPanel(next);
  };
  const close = () => {
    const id =
      panel?.kind === 'place' ? panel.placeId : panel?.kind === 'rows' ? panel.place.id : null;
    setPanel(null);
    focusRow(id);
  };
  const sign = async (wanted: ReportSign): Promise<string | null> => {
    const got = await client.signReport(wanted);
    if (got.kind === 'failed') return notDoneWords(got.why) ?? say(`failure.${got.why}`);
    const place = places.find(({ id }) => id === wanted.placeId);
    setSaid(say('report.is-signed', { place: place?.name ?? '' }));
    asked.askAgain();
    close();
    return null;
  };
  const saveForm = async (form: ReportForm): Promise<string | null> => {
    const got = await client.changeReportForm(form);
    if (got.kind === 'failed') return notDoneWords(got.why) ?? say(`failure.${got.why}`);
    setSaid(say('report.form-saved'));
    asked.askAgain();
    close();
    return null;
  };
  const shown = answer && tree && panel && (
    <ReportPanel
      client={client}
      zone={zone}
      key={panel.kind === 'rows' ? `${panel.place.id} ${panel.figure}` : 'one'}
      panel={panel}
      tree={tree}
      form={answer.form}
      day={day}
      daySaid={daySaid}
      onSign={may(role, 'sign-report') ? sign : null}
      onForm={saveForm}
      onLedger={onOpen}
      onClose={close}
    />
  );
  return (
    <Page
      title={say('report.title')}
      about={say('report.about', { day: daySaid, place: identity.place.name })}
      live={live}
      acts={
        <>
          <div class={css.day}>
            <DayBox
              label={say('report.day')}
              value={day}
              max={today}
              onChange={(next) => {
                if (next === '') return;
                setPanel(null);
                setDay(next === today ? null : next);
              }}
            />
          </div>
          {answer && top && !(isNarrow && panel) && (
            <ReportActs
              client={client}
              place={top}
              day={day}
              dayWords={daySaid}
              deadlineAt={answer.deadlineAt}
              lacking={lacking}
              zone={zone}
              mayRemind={may(role, 'send-notices')}
              onSign={
                may(role, 'sign-report') && isSummedUp(top)
                  ? () => show({ kind: 'place', placeId: top.id })
                  : null
              }
              onForm={may(role, 'set-day') ? () => show({ kind: 'form' }) : null}
              onSaid={setSaid}
              onFailed={setFailure}
            />
          )}
        </>
      }
    >
      {asked.failure && !(answer && asked.failure === 'server-away') && (
        <FailureNote why={asked.failure} onAgain={asked.askAgain} />
      )}
      {failure && <FailureNote why={failure} sentence={notDoneWords(failure)} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      {!answer && !asked.failure && <LoadingNote />}
      {answer && tree && !(isNarrow && panel) && (
        <ReportHead
          gates={tree.whole.gates}
          deadlineAt={answer.deadlineAt}
          remindMinutes={answer.form.remindMinutes}
          isToday={isToday}
          now={client.now}
          zone={zone}
        />
      )}
      {answer && tree && (
        <div class={shown ? css.besides : css.alone}>
          <div class={css.sheet}>
            {tree.whole.gates.length === 0 ? (
              <EmptyNote>{say('report.no-gates')}</EmptyNote>
            ) : (
              <ReportTable
                tree={tree}
                form={answer.form}
                now={isToday ? now : null}
                zone={zone}
                onRows={(place, figure) => show({ kind: 'rows', place, figure })}
                onPlace={(placeId) => show({ kind: 'place', placeId })}
              />
            )}
            <div class={css.paper}>
              <p>{lackingWords(tree.whole.gates, SHEET_LIMIT) ?? say('report.nobody-lacking')}</p>
              <p class={css.signatures}>{say('report.signatures')}</p>
              <p>{say('report.printed-at', { time: formatDateTime(now, zone) })}</p>
            </div>
          </div>
          {shown}
        </div>
      )}
    </Page>
  );
}
