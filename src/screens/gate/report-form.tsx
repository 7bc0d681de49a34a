import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { knownReport } from '../../domain/report-due.ts';
import { REPORT_FIGURES } from '../../domain/report-figures.ts';
import { shiftFigures } from '../../domain/shift-figures.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { RowsHead } from '../../ui/row.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { ReportFigures } from './report-figures.tsx';
import type { ReportScreenProps } from './report-screen.tsx';
import { ReportStanding } from './report-standing.tsx';
import { ShiftTop } from './shift-top.tsx';
import { WhoSigns } from './who-signs.tsx';

const longestNote = 200;

export interface ReportFormProps extends ReportScreenProps {
  readonly day: string;
  readonly isToday: boolean;
  readonly now: number;
  readonly children: ComponentChildren;
}

/** One day of the gate, stated by a person: what this shift counted of it, or that nothing happened. */
export function ReportForm(props: ReportFormProps) {
  const { session, wiring, day, isToday, now, onSign, onLeave, children } = props;
  const { state } = session;
  const figures = shiftFigures(state, day, session.policy.timeZone);
  const known = knownReport(state, session.day, day);
  const own = state.reports.get(day);
  const isEmpty = REPORT_FIGURES.every((figure) => figures[figure] === 0);
  const isChanged = own
    ? REPORT_FIGURES.some((figure) => figures[figure] !== own.figures[figure])
    : !isEmpty;
  const [by, setBy] = useState(state.onDuty.length === 1 ? (state.onDuty[0] as string) : '');
  const [note, setNote] = useState('');
  const [hasTried, setTried] = useState(false);
  const sign = (isZero: boolean) => () => {
    setTried(true);
    if (by.trim() === '') return;
    onSign({ day, isZero, by, note });
  };
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          title={say('gate-report.title')}
          onBack={onLeave}
        />
      }
      acts={
        <>
          {hasTried && by.trim() === '' && (
            <NoticeStrip>{say('gate-report.who-missing')}</NoticeStrip>
          )}
          {known && isChanged && (
            <Acts>
              <Button kind="main" icon="report" onClick={sign(false)}>
                {say('gate-report.supplement')}
              </Button>
            </Acts>
          )}
          {!known && (
            <Acts>
              {isEmpty && (
                <Button kind="outlined" note={say('gate-report.zero-note')} onClick={sign(true)}>
                  {say('gate-report.zero')}
                </Button>
              )}
              <Button kind="main" icon="report" onClick={sign(false)}>
                {say('gate-report.sign')}
              </Button>
            </Acts>
          )}
        </>
      }
    >
      {children}
      <ReportStanding session={session} known={known} isToday={isToday} now={now} />
      <RowsHead end={say('gate-report.others')}>{say('gate-report.own')}</RowsHead>
      <ReportFigures figures={figures} />
      {!known && !isEmpty && <Say isSoft>{say('gate-report.not-zero')}</Say>}
      {known && isChanged && (
        <Say>{say(known.isOwn ? 'gate-report.changed' : 'gate-report.not-in-it')}</Say>
      )}
      {(!known || isChanged) && (
        <>
          <WhoSigns onDuty={state.onDuty} by={by} onChange={setBy} />
          <Field
            label={say('gate-report.note')}
            value={note}
            onInput={setNote}
            maxLength={longestNote}
          />
        </>
      )}
      <Grow />
    </Screen>
  );
}
