import type { ImportState } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { SectionLink } from '../parts/state-note.tsx';
import css from './import-end.module.css';
import { stateWords } from './import-words.ts';
import type { Imports } from './use-imports.ts';

interface ImportEndProps {
  imports: Imports;
  current: Extract<ImportState, { state: 'applied' | 'taken-back' | 'failed' }>;
}

const TITLES = {
  applied: 'imports.done',
  'taken-back': 'imports.state-taken-back',
  failed: 'imports.not-read',
} as const;

export function ImportEnd({ imports, current }: ImportEndProps) {
  const { importId, fileName, state } = current;
  return (
    <section class={css.end} aria-label={fileName}>
      <h2>{say(TITLES[state])}</h2>
      <p class={css.file}>{fileName}</p>
      <p role="status">{state === 'taken-back' ? say('imports.as-before') : stateWords(current)}</p>
      {state === 'applied' && current.what === 'roster' && (
        <p class={css.file}>{say('imports.then-print')}</p>
      )}
      <div class={css.acts}>
        <DeskButton onClick={() => imports.open(null)}>
          {say(state === 'applied' ? 'imports.finish' : 'imports.another')}
        </DeskButton>
        {state === 'applied' && current.what === 'roster' && <SectionLink to="passes" />}
        {state === 'applied' && current.canTakeBack && (
          <AskFirst
            icon="undo"
            face={say('imports.take-back')}
            question={say('imports.take-back-what', { place: current.placeName })}
            yes={say('imports.take-back-sure')}
            isBusy={imports.isBusy}
            onYes={() => imports.takeBack(importId)}
          />
        )}
      </div>
    </section>
  );
}
