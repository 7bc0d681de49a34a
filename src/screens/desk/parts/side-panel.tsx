import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import css from './side-panel.module.css';

interface SidePanelProps {
  /** Heard of the region. */
  label: string;
  title: ComponentChildren;
  about?: string | undefined;
  /** Marks before and after the title. */
  before?: ComponentChildren;
  after?: ComponentChildren;
  /** The title, for who gives it the focus when the time has come; absent: it takes it when it comes. */
  heading?: RefObject<HTMLHeadingElement | null>;
  /** The title is what the panel is opened for. */
  isGreat?: boolean;
  /** What stands in it keeps distances of its own. */
  isLoose?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

/** What stands beside a list about one of its rows; takes the focus when it comes. */
export function SidePanel(props: SidePanelProps) {
  const { label, title, about, before, after, isGreat = false, isLoose = false } = props;
  const own = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!props.heading) own.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside class={`${css.panel} ${isLoose ? '' : css.even}`} aria-label={label}>
      <header class={css.head}>
        {before}
        <div class={css.whose}>
          <h2 ref={props.heading ?? own} class={isGreat ? css.great : undefined} tabIndex={-1}>
            {title}
          </h2>
          {about && <p class={css.about}>{about}</p>}
        </div>
        {after}
        <button
          type="button"
          class={css.close}
          aria-label={say('household.close')}
          onClick={props.onClose}
        >
          <Icon name="x" />
        </button>
      </header>
      {props.children}
    </aside>
  );
}
