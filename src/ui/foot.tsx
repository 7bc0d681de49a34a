import type { ComponentChildren } from 'preact';
import css from './foot.module.css';
import { Icon, type IconName } from './icon.tsx';

export interface FootProps {
  icon?: IconName | undefined;
  /** On the right, before the arrow. */
  end?: string | undefined;
  onClick: () => void;
  children: ComponentChildren;
}

/** A quiet act as wide as the screen, under a hairline. */
export function Foot({ icon, end, onClick, children }: FootProps) {
  return (
    <button type="button" class={css.foot} onClick={onClick}>
      {icon && <Icon name={icon} />}
      <span class={css.words}>{children}</span>
      {end && <span class={css.end}>{end}</span>}
      <Icon name="next" />
    </button>
  );
}
