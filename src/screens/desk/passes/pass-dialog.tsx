import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../ui/icon.tsx';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { say } from '../../../words/i18n.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import css from './pass-dialog.module.css';
import type { ResidentPass } from './use-passes.ts';

/** One pass over the whole screen, for a phone's camera held in front of it. */
export function PassDialog({ pass, onClose }: { pass: ResidentPass; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // A modal dialog keeps the focus inside and gives it back to the tile.
  useEffect(() => dialog.current?.showModal(), []);
  const label = `${pass.room} ${pass.maskedName.replaceAll('▇', say('name.hidden'))}`;
  return (
    <dialog
      ref={dialog}
      class={css.dialog}
      aria-label={say('passes.pass-of', { label })}
      onClose={onClose}
    >
      <header class={css.head}>
        <h2>
          {pass.room} <MaskedText text={pass.maskedName} />
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
      <footer class={css.foot}>
        <p>{say('passes.hold-up')}</p>
        <CopyButton text={pass.passText} />
      </footer>
    </dialog>
  );
}
