import type { ComponentChildren } from 'preact';
import css from './sheet.module.css';
import type { Orientation, PaperSize } from './use-paper.ts';

interface SheetProps {
  orientation?: Orientation;
  size?: PaperSize;
  /** At the sheet's upper edge: what it is and where it belongs. */
  head?: ComponentChildren;
  /** At the right of the head. */
  page?: string;
  children: ComponentChildren;
}

/** One side of A4 or A5, the same on screen and on paper: black on white, in millimetres. */
export function Sheet(props: SheetProps) {
  const { orientation = 'portrait', size = 'A4', head, page, children } = props;
  return (
    <article
      class={`${css.sheet} ${css[orientation]} ${size === 'A5' ? css.half : ''}`}
      data-sheet={orientation}
    >
      {head !== undefined && (
        <header class={css.head}>
          <span>{head}</span>
          {page !== undefined && <span class={css.page}>{page}</span>}
        </header>
      )}
      {children}
    </article>
  );
}
