import { useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { streetDay } from '../../../domain/street-time.ts';
import type { Review, ReviewsAnswer } from '../../../protocol/reviews.ts';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatDateTime, formatTime, say } from '../../../words/i18n.ts';
import { EntryDirection } from '../ledger/entry-direction.tsx';
import { EntryName, homeWords } from '../ledger/entry-name.tsx';
import { namesTogether } from '../ledger/entry-words.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import type { Opening } from '../parts/opening.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { TextBox } from '../parts/text-box.tsx';
import type { Asked } from '../parts/use-answer.ts';
import { ledgerOf } from './ledger-opening.ts';
import css from './reviews.module.css';

/** The server goes on judging; what it has by then is fetched. */
const ASK_AGAIN_MS = 2_000;

interface ReviewsProps {
  client: DeskClient;
  day: string;
  asked: Asked<ReviewsAnswer>;
  mayReview: boolean;
  zone: string;
  onDay: (day: string) => void;
  onOpen: (opening: Opening) => void;
}

/** What no gate could have seen, and what was decided against the rules: looked at by somebody, one tap each. */
export function Reviews({ client, day, asked, mayReview, zone, onDay, onOpen }: ReviewsProps) {
  const [isOnlyNew, setOnlyNew] = useState(true);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);
  const { value } = asked;
  const shown = value?.reviews.filter(({ reviewed }) => !isOnlyNew || reviewed === null) ?? [];
  const isWhole = value?.isWhole !== false;
  useEffect(() => {
    if (isWhole) return;
    const timer = setTimeout(asked.askAgain, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const review = async ({ kind, row }: Review, note: string) => {
    setBusyId(row.id);
    setFailure(null);
    const answer = await client.makeReview({
      kind,
      gateId: row.gateId,
      id: row.id,
      note: note.trim(),
    });
    setBusyId(null);
    if (answer.kind === 'failed') setFailure(answer.why);
    else asked.askAgain();
  };
  return (
    <>
      <div class={css.tools}>
        <DayBox
          label={say('watch.day')}
          value={day}
          max={streetDay(client.now(), zone)}
          onChange={(next) => next !== '' && onDay(next)}
        />
        <CheckBox label={say('watch.only-new')} isChecked={isOnlyNew} onChange={setOnlyNew} />
        <DeskButton isStill onClick={asked.askAgain}>
          {say('watch.look-again')}
        </DeskButton>
      </div>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      {failure && <FailureNote why={failure} sentence={notDoneWords(failure)} />}
      {!value && !asked.failure && <LoadingNote />}
      {!isWhole && (
        <p class={css.about} role="status">
          {say('watch.checking')}
        </p>
      )}
      {value && isWhole && shown.length === 0 && (
        <EmptyNote>
          {say(value.reviews.length === 0 ? 'watch.no-reviews' : 'watch.all-reviewed', {
            count: value.reviews.length,
          })}
        </EmptyNote>
      )}
      <ol class={css.reviews}>
        {shown.map((one) => (
          <li key={`${one.kind} ${one.row.id}`}>
            <OneReview
              review={one}
              mayReview={mayReview}
              isBusy={busyId === one.row.id}
              zone={zone}
              onReview={(note) => void review(one, note)}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ol>
      {value && value.total > value.reviews.length && (
        <EmptyNote>{say('watch.more', { count: value.total - value.reviews.length })}</EmptyNote>
      )}
    </>
  );
}

interface OneReviewProps {
  review: Review;
  mayReview: boolean;
  isBusy: boolean;
  zone: string;
  onReview: (note: string) => void;
  onOpen: (opening: Opening) => void;
}

function OneReview(props: OneReviewProps) {
  const { review, mayReview, isBusy, zone, onReview, onOpen } = props;
  const { kind, row, reasons, reviewed } = review;
  const [note, setNote] = useState<string | null>(null);
  const why = (kind === 'breach' ? reasons : row.reasons)
    .map((code) => say(`register.reason-${code}`))
    .join(say('list.comma'));
  return (
    <>
      <div class={css.facts}>
        <p class={css.who}>
          <b>{formatTime(row.at, zone)}</b> <EntryDirection direction={row.direction} />{' '}
          <EntryName row={row} /> {homeWords(row)} <VerdictMark verdict={row.verdict} />
        </p>
        <p>
          <b class={css.kind}>{say(`watch.kind-${kind}`)}</b> {why}
          {kind === 'override' && row.note && (
            <span class={css.said}>{say('watch.because', { note: row.note })}</span>
          )}
        </p>
        <p class={css.about}>
          {row.gateName}
          {say('list.comma')}
          {namesTogether(row.onDuty)}
        </p>
      </div>
      <div class={css.acts}>
        {reviewed && (
          <p class={css.about}>
            {say(reviewed.note ? 'watch.reviewed-note' : 'watch.reviewed', {
              who: reviewed.by,
              time: formatDateTime(reviewed.at, zone),
              note: reviewed.note,
            })}
          </p>
        )}
        {!reviewed && mayReview && note !== null && (
          <TextBox
            label={say('watch.note')}
            value={note}
            maxLength={200}
            onChange={setNote}
            onEnter={() => onReview(note)}
          />
        )}
        {!reviewed && mayReview && (
          <DeskButton isBusy={isBusy} icon="check" onClick={() => onReview(note ?? '')}>
            {say('watch.review')}
          </DeskButton>
        )}
        {!reviewed && mayReview && note === null && (
          <DeskButton isStill onClick={() => setNote('')}>
            {say('watch.add-note')}
          </DeskButton>
        )}
        <DeskButton isStill onClick={() => onOpen(ledgerOf(row, zone))}>
          {say('watch.see-ledger')}
        </DeskButton>
      </div>
    </>
  );
}
