import type { ComponentChildren } from 'preact';
import type { Role } from '../../../domain/role.ts';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatTime, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { type Section, sectionsFor } from '../app/use-section.ts';
import { namesTogether } from '../ledger/entry-words.ts';
import { elapsedWords } from '../parts/elapsed-words.ts';
import { ReportMark } from '../report/report-mark.tsx';
import type { GateOfToday } from './gates-today.ts';
import css from './today-wants.module.css';

/** Reports of today that have not come while the deadline is near or over. */
export interface ReportDue {
  readonly count: number;
  readonly deadlineAt: number;
}

interface TodayWantsProps {
  gates: readonly GateOfToday[];
  reportDue: ReportDue | null;
  /** By the server's clock. */
  now: () => number;
  zone: string;
  role: Role;
}

/** What a person has to act on comes before any total; its clocks run on without the server. */
export function TodayWants({ gates, reportDue, now, zone, role }: TodayWantsProps) {
  const sections = sectionsFor(role);
  const silent = gates
    .filter(({ look }) => look === 'silent')
    .sort((a, b) => (a.today.silentSince ?? 0) - (b.today.silentSince ?? 0));
  const late = gates.filter(({ look }) => look === 'late');
  const fevers = gates
    .flatMap((gate) => gate.today.cases.map((since) => ({ gate, since })))
    .sort((a, b) => a.since - b.since);
  const breaches = gates.filter(({ today }) => (today.breaches ?? 0) > 0);
  const [first] = breaches;
  const line = (key: string, to: Section, children: ComponentChildren) => (
    <li key={key}>
      {sections.includes(to) ? <a href={`#${to}`}>{children}</a> : <div>{children}</div>}
    </li>
  );
  const isEmpty = silent.length + late.length + fevers.length + breaches.length === 0;
  const isSought = gates.some(({ today }) => today.breaches === null);
  if (isEmpty && !reportDue) {
    return <p class={css.well}>{say(isSought ? 'today.breaches-sought' : 'today.all-well')}</p>;
  }
  return (
    <ul class={css.wants} aria-label={say('today.wants')}>
      {silent.map((gate) =>
        line(
          `silent ${gate.gate.id}`,
          'phones',
          <>
            <ReportMark state="missing" />
            <b class={css.stop}>{gateName(gate, gates)}</b>
            <span>{silentWords(gate, zone)}</span>
            <Clock since={gate.today.silentSince ?? 0} now={now} isPressing />
          </>,
        ),
      )}
      {fevers.map(({ gate, since }) =>
        line(
          `fever ${gate.gate.id} ${since}`,
          'watch',
          <>
            <VerdictMark verdict="check" shows="figure" />
            <b class={css.check}>{gateName(gate, gates)}</b>
            <span>{say('today.fever-open')}</span>
            <Clock since={since} now={now} />
          </>,
        ),
      )}
      {late.map((gate) =>
        line(
          `late ${gate.gate.id}`,
          'rota',
          <>
            <VerdictMark verdict="check" shows="figure" />
            <b class={css.check}>{gateName(gate, gates)}</b>
            <span>
              {say('today.nobody-came', { time: formatTime(gate.today.opensAt ?? 0, zone) })}
            </span>
            <Clock since={gate.today.opensAt ?? 0} now={now} />
          </>,
        ),
      )}
      {reportDue &&
        line(
          'report',
          'report',
          <>
            <VerdictMark verdict="check" shows="figure" />
            <b class={css.check}>{say('today.report')}</b>
            <span>
              {say(now() < reportDue.deadlineAt ? 'today.report-due' : 'today.report-late', {
                count: reportDue.count,
                time: formatTime(reportDue.deadlineAt, zone),
              })}
            </span>
          </>,
        )}
      {first &&
        line(
          'breaches',
          'watch',
          <>
            <VerdictMark verdict="check" shows="figure" />
            <b class={css.check}>
              {breaches.length === 1
                ? gateName(first, gates)
                : say('today.gates-count', { count: breaches.length })}
            </b>
            <span>{say('today.to-review')}</span>
            <b class={css.clock}>
              {say('today.rows', {
                count: breaches.reduce((sum, { today }) => sum + (today.breaches ?? 0), 0),
              })}
            </b>
          </>,
        )}
    </ul>
  );
}

/** With what it guards where another gate has the same name. */
export function gateName({ gate, guarded }: GateOfToday, gates: readonly GateOfToday[]): string {
  const isAlone = gates.every((one) => one.gate.id === gate.id || one.gate.name !== gate.name);
  return isAlone || guarded.id === gate.id ? gate.name : `${guarded.name} ${gate.name}`;
}

function silentWords({ today, onDuty }: GateOfToday, zone: string): string {
  const time = formatTime(today.silentSince ?? 0, zone);
  return onDuty.length > 0
    ? say('today.silent-since', { time, names: namesTogether(onDuty) })
    : say('today.silent-since-nobody', { time });
}

interface ClockProps {
  since: number;
  now: () => number;
  isPressing?: boolean;
}

function Clock({ since, now, isPressing = false }: ClockProps) {
  useNow(1000);
  return (
    <b role="timer" class={`${css.clock} ${isPressing ? css.stop : ''}`}>
      {elapsedWords(now() - since)}
    </b>
  );
}
