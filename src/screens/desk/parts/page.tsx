import type { ComponentChildren } from 'preact';
import { LiveMark } from './live-mark.tsx';
import css from './page.module.css';
import type { Live } from './use-live.ts';

interface PageProps {
  title: string;
  /** Beside the title: how many, of when. */
  about?: string;
  live: Live;
  /** Right of the live mark. */
  acts?: ComponentChildren;
  /** What is too long scrolls inside, with the head in view; off, the page scrolls. */
  isFixed?: boolean;
  children: ComponentChildren;
}

export function Page({ title, about, live, acts, isFixed = false, children }: PageProps) {
  return (
    <main id="page" tabIndex={-1} class={`${css.page} ${isFixed ? css.fixed : ''}`}>
      <header class={css.top}>
        <h1>{title}</h1>
        {about && <p class={css.about}>{about}</p>}
        <div class={css.end}>
          <LiveMark live={live} />
          {acts}
        </div>
      </header>
      {children}
    </main>
  );
}
