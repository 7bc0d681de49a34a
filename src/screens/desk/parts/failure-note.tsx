import type { DeskFailure } from '../../../desk-client/answer.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from './controls.tsx';
import css from './state-note.module.css';

/** What happened and what to do. What cannot pass by itself has no button. */
export function FailureNote({ why, onAgain }: { why: DeskFailure; onAgain: () => void }) {
  const canPass = why !== 'not-allowed' && why !== 'revoked';
  return (
    <div class={css.failure} role="alert">
      <p>{say(`failure.${why}`)}</p>
      {canPass && (
        <DeskButton isStill onClick={onAgain}>
          {say('failure.again')}
        </DeskButton>
      )}
    </div>
  );
}
