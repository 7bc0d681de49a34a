import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { IssuedPass, PassReplace } from '../../../protocol/passes.ts';
import { Icon } from '../../../ui/icon.tsx';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { formatDateWithYear, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { QrCode } from '../parts/qr-code.tsx';
import css from './pass-dialog.module.css';
import { passLabel } from './pass-words.ts';

interface PassDialogProps {
  client: DeskClient;
  pass: IssuedPass;
  /** Of the one that replaces it. */
  validDays: Pick<PassReplace, 'validDays'>;
  zone: string;
  onReplaced: (pass: IssuedPass) => void;
  onClose: () => void;
}

/** One pass over the whole screen, for a phone's camera held in front of it; and what to do when it is lost. */
export function PassDialog(props: PassDialogProps) {
  const { client, pass, validDays, zone, onReplaced, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [isReplaced, setReplaced] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  // A modal dialog keeps the focus inside and gives it back to the tile.
  useEffect(() => dialog.current?.showModal(), []);
  const replace = async () => {
    setBusy(true);
    const answer = await client.replacePass({ passNumber: pass.passNumber, ...validDays });
    setBusy(false);
    setFailure(answer.kind === 'failed' ? answer.why : null);
    if (answer.kind === 'failed') return;
    setReplaced(true);
    onReplaced(answer.value.pass);
  };
  const label = passLabel(pass);
  return (
    <dialog
      ref={dialog}
      class={css.dialog}
      aria-label={say('passes.pass-of', { label })}
      onClose={onClose}
    >
      <header class={css.head}>
        <h2>
          {pass.room}{' '}
          {pass.kind === 'household' ? (
            say('passes.whole-household')
          ) : (
            <MaskedText text={pass.maskedName} />
          )}
        </h2>
        <button
          type="button"
          class={css.close}
          aria-label={say('passes.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="x" />
        </button>
      </header>
      <div class={css.code}>
        <QrCode text={pass.passText} label={say('passes.pass-of', { label })} />
      </div>
      <p class={css.typed}>
        <span>{say('passes.typed')}</span> <b>{pass.passCode}</b>
      </p>
      <p>{say('print.valid-until', { day: formatDateWithYear(pass.validUntil - 1, zone) })}</p>
      {failure && <FailureNote why={failure} sentence={notDoneWords(failure)} />}
      {isReplaced && (
        <p class={css.done} role="status">
          {say('passes.replaced')}
        </p>
      )}
      <footer class={css.foot}>
        <p>{say('passes.hold-up')}</p>
        <CopyButton text={pass.passText} />
        <AskFirst
          face={say('passes.replace')}
          question={say('passes.replace-what')}
          yes={say('passes.replace-yes')}
          isBusy={isBusy}
          onYes={replace}
        />
      </footer>
    </dialog>
  );
}
