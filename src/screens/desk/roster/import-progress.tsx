import { IMPORT_PART_BYTES, type ImportState } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { sizeOf } from '../parts/file-box.tsx';
import { numberWords } from '../parts/number-words.ts';
import { ProgressLine } from '../parts/progress-line.tsx';
import css from './import-progress.module.css';
import type { Imports, Sending } from './use-imports.ts';

interface ImportProgressProps {
  imports: Imports;
  /** From this page; null: the server goes on by itself. */
  sending: Sending | null;
  current: ImportState | null;
}

export function ImportProgress({ imports, sending, current }: ImportProgressProps) {
  if (sending) {
    return (
      <>
        <Sent {...sending} hint={say('imports.may-leave')} />
        <DeskButton isStill onClick={imports.stopSending}>
          {say('imports.stop')}
        </DeskButton>
      </>
    );
  }
  if (!current) return null;
  const { importId, fileName, bytes } = current;
  if (current.state === 'receiving') {
    const sentBytes = Math.min(bytes, current.parts * IMPORT_PART_BYTES);
    return (
      <>
        <Sent fileName={fileName} sentBytes={sentBytes} bytes={bytes} hint={say('imports.stuck')} />
        <DeskButton isStill isBusy={imports.isBusy} onClick={() => imports.discard(importId)}>
          {say('imports.discard')}
        </DeskButton>
      </>
    );
  }
  if (current.state !== 'reading' && current.state !== 'applying') return null;
  const { rows, done, of } = current.progress;
  const isReading = current.state === 'reading';
  return (
    <section aria-label={fileName}>
      <p class={css.file}>{fileName}</p>
      <ProgressLine
        label={say(isReading ? 'imports.state-reading' : 'imports.state-applying')}
        figures={say('imports.rows', { rows: numberWords(rows) })}
        done={done}
        of={of}
      />
      <p class={css.hint}>{say(isReading ? 'imports.may-leave-reading' : 'imports.all-or-none')}</p>
      {isReading && (
        <DeskButton isStill isBusy={imports.isBusy} onClick={() => imports.discard(importId)}>
          {say('imports.discard')}
        </DeskButton>
      )}
    </section>
  );
}

function Sent({ fileName, sentBytes, bytes, hint }: Sending & { hint: string }) {
  return (
    <section aria-label={fileName}>
      <p class={css.file}>{fileName}</p>
      <ProgressLine
        label={say('imports.sending')}
        figures={`${sizeOf(sentBytes)} / ${sizeOf(bytes)}`}
        done={sentBytes}
        of={bytes}
      />
      <p class={css.hint}>{hint}</p>
    </section>
  );
}
