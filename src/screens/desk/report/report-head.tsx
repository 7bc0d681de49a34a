import { REPORT_STATES, type ReportState, reportState } from '../../../domain/daily-report.ts';
import { formatTime, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import css from './report-head.module.css';
import { ReportMark } from './report-mark.tsx';
import type { ReportedGate } from './report-places.ts';
import { leftWords } from './report-words.ts';

interface ReportHeadProps {
  gates: readonly ReportedGate[];
  deadlineAt: number;
  remindMinutes: number;
  /** Of today: only then the minutes run. */
  isToday: boolean;
  now: () => number;
  zone: string;
}

/** How many have reported, which ones as marks, and how long is left. */
export function ReportHead(props: ReportHeadProps) {
  const { gates, deadlineAt, remindMinutes, isToday, now, zone } = props;
  const states = gates.map(({ report }) => reportState(report));
  const count = (state: ReportState): number => states.filter((one) => one === state).length;
  const reported = count('reported') + count('zero');
  return (
    <section class={css.head} aria-label={say('report.progress')}>
      <p class={css.big}>
        <b>{reported}</b> <span>{say('report.of', { count: gates.length })}</span>
      </p>
      <div
        class={css.marks}
        role="img"
        aria-label={say('report.marks', {
          gates: gates.length,
          reported: count('reported'),
          zero: count('zero'),
          missing: count('missing'),
          unsynced: count('unsynced'),
        })}
      >
        {gates.map(({ gate, report }) => (
          <span key={gate.id} title={`${gate.name} ${say(`report.state-${reportState(report)}`)}`}>
            <ReportMark state={reportState(report)} />
          </span>
        ))}
      </div>
      <ul class={css.legend}>
        {REPORT_STATES.map((state) => (
          <li key={state}>
            <b class={css[state]}>
              <ReportMark state={state} /> {say(`report.state-${state}`)} {count(state)}
            </b>
            {(state === 'missing' || state === 'unsynced') && (
              <span>{say(`report.about-${state}`)}</span>
            )}
          </li>
        ))}
      </ul>
      <Deadline
        deadlineAt={deadlineAt}
        remindMinutes={remindMinutes}
        lacking={count('missing')}
        isToday={isToday}
        now={now}
        zone={zone}
      />
    </section>
  );
}

interface DeadlineProps extends Omit<ReportHeadProps, 'gates'> {
  lacking: number;
}

function Deadline({ deadlineAt, remindMinutes, lacking, isToday, now, zone }: DeadlineProps) {
  useNow(1000);
  const at = now();
  const deadline = formatTime(deadlineAt, zone);
  const leftMs = deadlineAt - at;
  if (!isToday) {
    return <p class={css.deadline}>{say('report.deadline-was', { deadline })}</p>;
  }
  const isNear = lacking > 0 && leftMs <= remindMinutes * 60_000;
  return (
    <div class={css.deadline}>
      <b class={isNear ? css.missing : undefined}>{leftWords(Math.abs(leftMs))}</b>
      <p>
        {leftMs > 0
          ? say('report.until-deadline', { deadline, now: formatTime(at, zone) })
          : say('report.past-deadline', { deadline })}
      </p>
      {isNear && (
        <p class={css.near}>
          {say(leftMs > 0 ? 'report.soon' : 'report.overdue', { count: lacking })}
        </p>
      )}
    </div>
  );
}
