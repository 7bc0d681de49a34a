import type { ComponentChildren } from 'preact';
import css from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

interface Face {
  /** One `main` on a screen; `outlined` is the second act in blue; `still` changes nothing; `text` is underlined words. */
  kind?: 'main' | 'outlined' | 'still' | 'text' | undefined;
  /** Takes 104 px instead of sharing the line. */
  isNarrow?: boolean;
  icon?: IconName | undefined;
  /** The small second line. */
  note?: string | undefined;
  children: ComponentChildren;
}

export interface ButtonProps extends Face {
  onClick: () => void;
  /** While busy the act is shown and does nothing. */
  isBusy?: boolean;
  isPressed?: boolean;
}

const faceClass = ({ kind = 'outlined', isNarrow }: Face) =>
  `${css.button} ${css[kind]} ${isNarrow ? css.narrow : ''}`;

function Words({ icon, note, children }: Face) {
  return (
    <>
      {icon && <Icon name={icon} size={note ? 'large' : 'usual'} />}
      <span>
        {children}
        {note && <small class={css.note}>{note}</small>}
      </span>
    </>
  );
}

export function Button({ onClick, isBusy = false, isPressed, ...face }: ButtonProps) {
  return (
    <button
      type="button"
      class={faceClass(face)}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      aria-pressed={isPressed}
      onClick={isBusy ? undefined : onClick}
    >
      <Words {...face} />
    </button>
  );
}
