import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { REASON_CODES } from '../../../domain/reason.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetDay } from '../../../domain/street-time.ts';
import type { PolicyPreview } from '../../../protocol/policies.ts';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatDate, formatTime, say } from '../../../words/i18n.ts';
import { EntryDirection } from '../ledger/entry-direction.tsx';
import { EntryName, homeWords } from '../ledger/entry-name.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import table from '../parts/desk-table.module.css';
import { FailureNote } from '../parts/failure-note.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import { sent } from './rule-draft.ts';
import css from './rule-editor.module.css';
import type { Rules } from './rule-sentences.ts';

interface RulePreviewProps {
  client: DeskClient;
  rules: Rules;
  hasProblems: boolean;
  zone: string;
}

interface Tried {
  readonly day: string;
  /** Those that were tried: other ones now make the answer old. */
  readonly rules: Rules;
  readonly preview: PolicyPreview;
}

const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);

const COLUMNS = ['time', 'name', 'home', 'direction', 'gate'] as const;

/** The entries of a day that was, judged again by these rules: how many would come out otherwise, and which. */
export function RulePreview({ client, rules, hasProblems, zone }: RulePreviewProps) {
  const today = streetDay(client.now(), zone);
  const [day, setDay] = useState(() => dayPlus(today, -1));
  const [tried, setTried] = useState<Tried | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const attempt = async () => {
    leaving.current?.abort();
    const mine = new AbortController();
    leaving.current = mine;
    setBusy(true);
    setFailure(null);
    const answer = await client.previewPolicy({ policy: sent(rules), day }, mine.signal);
    if (mine.signal.aborted) return;
    setBusy(false);
    if (answer.kind === 'failed') setFailure(answer.why);
    else setTried({ day, rules, preview: answer.value });
  };
  const isOld = tried !== null && (tried.rules !== rules || tried.day !== day);
  return (
    <section class={css.part}>
      <h2>{say('rules.preview')}</h2>
      <p class={css.about}>{say('rules.preview-about')}</p>
      <div class={css.line}>
        <DayBox label={say('rules.preview-day')} value={day} max={today} onChange={setDay} />
        {!hasProblems && day !== '' && (
          <DeskButton isBusy={isBusy} onClick={() => void attempt()}>
            {say(isBusy ? 'rules.previewing' : 'rules.preview-act')}
          </DeskButton>
        )}
      </div>
      {hasProblems && <p>{say('rules.preview-mend')}</p>}
      {failure && <FailureNote why={failure} sentence={notDoneWords(failure)} />}
      <div role="status">
        {isOld && (
          <ProblemNote placed={css.problem} isStanding>
            {say('rules.preview-old')}
          </ProblemNote>
        )}
        {tried && <p class={css.tells}>{previewWords(tried)}</p>}
      </div>
      {tried && tried.preview.changed.length > 0 && (
        <TableScroll label={say('rules.preview-rows')}>
          <table class={table.table}>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {say(`column.${column}`)}
                  </th>
                ))}
                <th scope="col">{say('rules.before-after')}</th>
                <th scope="col">{say('column.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {tried.preview.changed.map(({ row, verdict, reasons }) => (
                <tr key={row.id}>
                  <td>{formatTime(row.at, zone)}</td>
                  <td>
                    <EntryName row={row} />
                  </td>
                  <td>{homeWords(row)}</td>
                  <td>
                    <EntryDirection direction={row.direction} />
                  </td>
                  <td>{row.gateName}</td>
                  <td class={css.verdicts}>
                    <VerdictMark verdict={row.verdict} />
                    <span class={css.arrow} aria-hidden="true">
                      →
                    </span>
                    <VerdictMark verdict={verdict} />
                  </td>
                  <td>{reasonList(reasons)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}

function reasonList(reasons: readonly string[]): string {
  const known = REASON_CODES.filter((code) => reasons.includes(code));
  return known.map((code) => say(`register.reason-${code}`)).join(say('list.comma'));
}

function previewWords({ day, preview }: Tried): string {
  const { entries, before, after, changed, changedInAll } = preview;
  const date = formatDate(noonOf(day), 'UTC');
  if (entries === 0) return say('rules.preview-nobody', { date });
  return [
    say('rules.preview-says', {
      date,
      entries,
      stop: after.stop,
      stopWas: before.stop,
      check: after.check,
      checkWas: before.check,
    }),
    changedInAll === 0
      ? say('rules.preview-same')
      : say(
          changed.length < changedInAll ? 'rules.preview-changed-first' : 'rules.preview-changed',
          { count: changedInAll, shown: changed.length },
        ),
  ].join('');
}
