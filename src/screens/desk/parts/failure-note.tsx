import type { DeskFailure } from '../../../desk-client/answer.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from './controls.tsx';
import css from './state-note.module.css';

interface FailureNoteProps {
  why: DeskFailure;
  /** What the screen makes of the failure's `detail`; without it the words of `why`. */
  sentence?: string | null;
  onAgain?: () => void;
}

/** What happened and what to do. What cannot pass by itself has no button. */
export function FailureNote({ why, sentence, onAgain }: FailureNoteProps) {
  const canPass = why !== 'not-allowed' && why !== 'revoked' && why !== 'refused';
  return (
    <div class={css.failure} role="alert">
      <p>{sentence ?? say(`failure.${why}`)}</p>
      {canPass && onAgain && (
        <DeskButton isStill onClick={onAgain}>
          {say('failure.again')}
        </DeskButton>
      )}
    </div>
  );
}
