import { useState } from 'preact/hooks';
import { REPORT_FIGURES, type ReportFigure } from '../../../domain/report-figures.ts';
import { COLUMN_TITLE_LENGTH, type ReportForm } from '../../../protocol/reports.ts';
import { say } from '../../../words/i18n.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { FigureBox } from '../parts/figure-box.tsx';
import { readClock, readWhole, writeClock, writeWhole } from '../parts/figures.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import css from './report-panel.module.css';

interface FormPanelProps {
  form: ReportForm;
  /** Gives back why it was not done, in words; null: it was. */
  onSave: (form: ReportForm) => Promise<string | null>;
  onClose: () => void;
}

interface Row {
  readonly figure: ReportFigure;
  readonly title: string;
  readonly isShown: boolean;
}

const LAST_MINUTE = 1_439;
const REMIND_MOST = 600;

/** Which columns the street's report has, in which order, under which names, and when it is due. */
export function FormPanel({ form, onSave, onClose }: FormPanelProps) {
  const [rows, setRows] = useState<readonly Row[]>(() => [
    ...form.columns.map((column) => ({ ...column, isShown: true })),
    ...REPORT_FIGURES.filter((figure) => !form.columns.some((one) => one.figure === figure)).map(
      (figure) => ({ figure, title: '', isShown: false }),
    ),
  ]);
  const [deadlineMinute, setDeadline] = useState(form.deadlineMinute);
  const [remindMinutes, setRemind] = useState(form.remindMinutes);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (figure: ReportFigure, more: Partial<Row>) =>
    setRows(rows.map((row) => (row.figure === figure ? { ...row, ...more } : row)));
  const swap = (at: number, to: number) => {
    const [one, other] = [rows[at], rows[to]];
    if (!one || !other) return;
    setRows(rows.map((row, index) => (index === at ? other : index === to ? one : row)));
  };
  const problemOf = (): string | null => {
    if (rows.every(({ isShown }) => !isShown)) return say('report.form-empty');
    if (!(deadlineMinute >= 1 && deadlineMinute <= LAST_MINUTE)) {
      return say('report.form-clock-odd');
    }
    if (!(remindMinutes >= 0 && remindMinutes <= REMIND_MOST)) return say('report.form-remind-odd');
    return null;
  };
  const save = async () => {
    const wrong = problemOf();
    setProblem(wrong);
    if (wrong !== null) return;
    setBusy(true);
    const columns = rows
      .filter(({ isShown }) => isShown)
      .map(({ figure, title }) => ({ figure, title: title.trim() }));
    const why = await onSave({ columns, deadlineMinute, remindMinutes });
    if (why === null) return;
    setBusy(false);
    setProblem(why);
  };
  return (
    <SidePanel label={say('report.form')} title={say('report.form')} onClose={onClose}>
      <FigureBox
        label={say('report.form-deadline')}
        value={deadlineMinute}
        write={writeClock}
        read={readClock}
        maxLength={5}
        onChange={setDeadline}
      />
      <FigureBox
        label={say('report.form-remind')}
        value={remindMinutes}
        write={writeWhole}
        read={readWhole}
        maxLength={3}
        onChange={setRemind}
      />
      <h3 class={css.heading}>{say('report.form-columns')}</h3>
      <ol class={css.columns}>
        {rows.map(({ figure, title, isShown }, at) => {
          const name = say(`report.figure-${figure}`);
          return (
            <li key={figure}>
              <CheckBox
                label={name}
                isChecked={isShown}
                onChange={(next) => change(figure, { isShown: next })}
              />
              {isShown && (
                <>
                  <TextBox
                    label={say('report.form-title', { figure: name })}
                    value={title}
                    hint={name}
                    maxLength={COLUMN_TITLE_LENGTH}
                    onChange={(next) => change(figure, { title: next })}
                  />
                  <DeskButton isStill isBusy={at === 0} onClick={() => swap(at, at - 1)}>
                    <span class="vh">{say('report.form-up', { figure: name })}</span>
                    <span aria-hidden="true">↑</span>
                  </DeskButton>
                  <DeskButton
                    isStill
                    isBusy={at === rows.length - 1}
                    onClick={() => swap(at, at + 1)}
                  >
                    <span class="vh">{say('report.form-down', { figure: name })}</span>
                    <span aria-hidden="true">↓</span>
                  </DeskButton>
                </>
              )}
            </li>
          );
        })}
      </ol>
      {problem && (
        <p class={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div>
        <DeskButton isMain isBusy={isBusy} onClick={() => void save()}>
          {say('report.form-save')}
        </DeskButton>
      </div>
    </SidePanel>
  );
}
