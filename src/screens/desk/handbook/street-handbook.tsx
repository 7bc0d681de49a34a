import { useEffect, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { shippedHandbook } from '../../../handbook/shipped-handbook.ts';
import type { HandbookAnswer } from '../../../protocol/handbook.ts';
import { currentLocale, formatDateTime, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { HandbookEditor } from './handbook-editor.tsx';
import { HandbookPreview } from './handbook-preview.tsx';
import { QuizResults } from './quiz-results.tsx';
import css from './street-handbook.module.css';

interface StreetHandbookProps {
  client: DeskClient;
  places: readonly Place[];
  changes: number;
  mayChange: boolean;
  zone: string;
}

/** The handbook that phones show, the street's own or the app's, and how gates answered its questions. */
export function StreetHandbook({ client, places, changes, mayChange, zone }: StreetHandbookProps) {
  const asked = useAnswer('handbook', client.readHandbook, changes);
  const [changed, setChanged] = useState<{
    after: HandbookAnswer | null;
    now: HandbookAnswer;
  } | null>(null);
  const [edited, setEdited] = useState<{ basedOn: number; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const shipped = useShipped();
  const answer = changed && changed.after === asked.value ? changed.now : asked.value;
  const text = answer?.text || shipped;
  const take = (now: HandbookAnswer, words: string) => {
    setChanged({ after: asked.value, now });
    setEdited(null);
    setProblem(null);
    setSaid(words);
  };
  const useShippedAgain = async () => {
    if (!answer) return;
    setBusy(true);
    setSaid('');
    const got = await client.changeHandbook({ basedOn: answer.version, text: '' });
    setBusy(false);
    if (got.kind === 'answer') return take(got.value, say('handbook-desk.is-shipped'));
    setProblem(
      got.why === 'refused'
        ? say('handbook-desk.outdated')
        : (notDoneWords(got.why) ?? say(`failure.${got.why}`)),
    );
    if (got.why === 'refused') asked.askAgain();
  };
  if (edited && answer) {
    return (
      <HandbookEditor
        client={client}
        basedOn={edited.basedOn}
        before={edited.text}
        onSaved={(now) => take(now, say('handbook-desk.saved'))}
        onLeave={() => setEdited(null)}
      />
    );
  }
  return (
    <div class={css.handbook}>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      {problem && <ProblemNote placed={css.problem}>{problem}</ProblemNote>}
      {!answer && !asked.failure && <LoadingNote />}
      {answer && (
        <div class={css.parts}>
          <section aria-label={say('handbook-desk.view-handbook')}>
            <div class={css.head}>
              <p>
                {answer.version === 0
                  ? say('handbook-desk.shipped')
                  : say('handbook-desk.own', {
                      by: answer.changedBy,
                      time: answer.changedAt === null ? '' : formatDateTime(answer.changedAt, zone),
                    })}
              </p>
              {mayChange && text !== null && (
                <div class={css.acts}>
                  <DeskButton
                    icon="edit"
                    onClick={() => {
                      setSaid('');
                      setProblem(null);
                      setEdited({ basedOn: answer.version, text });
                    }}
                  >
                    {say('handbook-desk.edit')}
                  </DeskButton>
                  {answer.version > 0 && (
                    <AskFirst
                      icon="undo"
                      face={say('handbook-desk.use-shipped')}
                      question={say('handbook-desk.use-shipped-says')}
                      yes={say('handbook-desk.use-shipped')}
                      isBusy={isBusy}
                      onYes={() => void useShippedAgain()}
                    />
                  )}
                </div>
              )}
            </div>
            {text === null ? <LoadingNote /> : <HandbookPreview text={text} />}
          </section>
          <QuizResults results={answer.results} places={places} zone={zone} />
        </div>
      )}
    </div>
  );
}

/** The app's own text in the language in use; null until it is there. */
function useShipped(): string | null {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    // Without it the street's own is still there to be read.
    shippedHandbook(currentLocale()).then(
      (shipped) => !isGone && setText(shipped),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return text;
}
