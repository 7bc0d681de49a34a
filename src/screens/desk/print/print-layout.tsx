import type { ComponentChildren } from 'preact';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import css from './print-layout.module.css';
import { type Orientation, type PaperSize, usePaper } from './use-paper.ts';

interface PrintLayoutProps {
  orientation: Orientation;
  size?: PaperSize;
  /** What to print and how; none of it is printed. */
  options: ComponentChildren;
  /** What is still under way. */
  state?: ComponentChildren;
  /** How much it is. */
  about: string;
  /** All sheets are there. */
  isReady: boolean;
  /** The sheets. */
  children: ComponentChildren;
}

/** Options above, the act beside them, and the sheets as they will come out. */
export function PrintLayout(props: PrintLayoutProps) {
  const { orientation, size = 'A4', options, state, about, isReady, children } = props;
  usePaper(orientation, size);
  return (
    <>
      <div class={css.options}>
        {options}
        <div class={css.act}>
          {isReady && (
            <DeskButton isMain icon="print" onClick={() => window.print()}>
              {say('print.print')}
            </DeskButton>
          )}
          <p role="status">{about}</p>
        </div>
      </div>
      <div class={css.state}>{state}</div>
      <section class={css.sheets} aria-label={say('print.preview')}>
        {children}
      </section>
    </>
  );
}
