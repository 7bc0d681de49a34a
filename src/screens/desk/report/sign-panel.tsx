import { useState } from 'preact/hooks';
import { reportState } from '../../../domain/daily-report.ts';
import type { Place } from '../../../domain/place.ts';
import type { ReportFigures } from '../../../domain/report-figures.ts';
import type { ReportForm, ReportSign, SignedStatement } from '../../../protocol/reports.ts';
import { say } from '../../../words/i18n.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { newId } from '../parts/new-id.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { ReportMark } from './report-mark.tsx';
import css from './report-panel.module.css';
import { figuresTotal, type ReportedGate } from './report-places.ts';
import { columnTitle, figureWords, lackingWords, signedWords } from './report-words.ts';

interface SignPanelProps {
  place: Place;
  /** Those that it sums up; itself alone where it is a gate. */
  gates: readonly ReportedGate[];
  figures: ReportFigures;
  isAtLeast: boolean;
  statements: readonly SignedStatement[];
  form: ReportForm;
  day: string;
  zone: string;
  /** Null: this device signs nothing. Gives back why it was not done, in words; null: it was. */
  onSign: ((sign: ReportSign) => Promise<string | null>) | null;
  onClose: () => void;
}

const NAME_LENGTH = 40;
const NOTE_LENGTH = 200;

/** What was signed for a place's day, and signing it, again where something came after. */
export function SignPanel(props: SignPanelProps) {
  const { place, gates, figures, isAtLeast, statements, form, zone, onSign, onClose } = props;
  const own = place.kind === 'gate' ? gates.find(({ gate }) => gate.id === place.id) : undefined;
  const state = own && reportState(own.report);
  const title = say('report.sign-of', { place: place.name });
  return (
    <SidePanel label={title} title={title} onClose={onClose}>
      {state && (
        <p class={css.state}>
          <ReportMark state={state} /> {say(`report.state-${state}`)}
        </p>
      )}
      <dl class={css.figures}>
        {form.columns.map((column) => (
          <div key={column.figure} style={{ display: 'contents' }}>
            <dt>{columnTitle(column)}</dt>
            <dd>{figureWords(figures[column.figure], isAtLeast)}</dd>
          </div>
        ))}
      </dl>
      {onSign && <SignForm {...props} onSign={onSign} />}
      <h3 class={css.heading}>
        {say(statements.length > 0 ? 'report.statements' : 'report.no-statement')}
      </h3>
      <ol class={css.statements}>
        {statements.toReversed().map((one) => (
          <li key={`${one.receivedAt} ${one.by}`}>
            <b>{signedWords(one, zone)}</b>
            <span>
              {[
                ...(one.isZero ? [say('report.state-zero')] : []),
                ...form.columns.map(
                  (column) => `${columnTitle(column)} ${one.figures[column.figure]}`,
                ),
              ].join(say('list.comma'))}
            </span>
            {one.isDesk && own && <span>{say('report.at-desk')}</span>}
            {one.rowsSince > 0 && <span>{say('report.rows-since', { count: one.rowsSince })}</span>}
            {one.note && <span>{one.note}</span>}
          </li>
        ))}
      </ol>
    </SidePanel>
  );
}

function SignForm(
  props: SignPanelProps & Required<{ onSign: NonNullable<SignPanelProps['onSign']> }>,
) {
  const { place, gates, figures, statements, day, onSign } = props;
  // One id however often it is sent: the same statement sent twice is one.
  const [id] = useState(newId);
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const [isZero, setZero] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const total = figuresTotal(figures);
  const typed = note.trim();
  const lacking =
    place.kind === 'gate'
      ? null
      : lackingWords(gates, NOTE_LENGTH - typed.length - say('list.comma').length);
  const whole = [typed, lacking ?? ''].filter((words) => words !== '').join(say('list.comma'));
  const sign = async () => {
    if (by.trim() === '') return setProblem(say('report.by-missing'));
    setBusy(true);
    setProblem(null);
    const sent = { id, placeId: place.id, day, isZero, figures, by: by.trim(), note: whole };
    const why = await onSign(sent);
    if (why === null) return;
    setBusy(false);
    setProblem(why);
  };
  return (
    <>
      <TextBox
        label={say('report.by')}
        value={by}
        maxLength={NAME_LENGTH}
        onChange={setBy}
        onEnter={() => void sign()}
      />
      {place.kind === 'gate' && (
        <CheckBox label={say('report.is-zero')} isChecked={isZero} onChange={setZero} />
      )}
      {isZero && total > 0 && (
        <p class={css.problem} role="alert">
          {say('report.zero-against', { count: total })}
        </p>
      )}
      <TextBox
        label={say('report.note')}
        value={note}
        maxLength={lacking === null ? NOTE_LENGTH : NOTE_LENGTH / 2}
        onChange={setNote}
      />
      {lacking && <p class={css.about}>{say('report.will-say', { words: lacking })}</p>}
      <p class={css.about}>{say('report.figures-as-seen')}</p>
      {problem && (
        <p class={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div>
        <DeskButton isMain icon="edit" isBusy={isBusy} onClick={() => void sign()}>
          {say(statements.length > 0 ? 'report.sign-again' : 'report.sign')}
        </DeskButton>
      </div>
    </>
  );
}
