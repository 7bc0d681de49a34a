import type { ComponentChildren } from 'preact';
import { say } from '../words/i18n.ts';
import { type Direction, DirectionPlate } from './direction-plate.tsx';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';
import css from './top-line.module.css';

export interface TopLineProps {
  /** Where: the gate's or the screen's name. */
  place: string;
  /** Quieter, beside it: the compound, the shift's hours. */
  detail?: string | undefined;
  /** The place is the screen's title; off where a verdict is. */
  isHeading?: boolean;
  hasLogo?: boolean;
  direction?: Direction | undefined;
  /** To the screen before. */
  onBack?: (() => void) | undefined;
  /** Gives up what was begun here. */
  onCancel?: (() => void) | undefined;
  /** What is waiting: `Stat`s, always at the same place. */
  children?: ComponentChildren | undefined;
}

export function TopLine(props: TopLineProps) {
  const { place, detail, isHeading = true, hasLogo, direction, onBack, onCancel, children } = props;
  const onLeave = onBack ?? onCancel;
  const name = <b>{place}</b>;
  return (
    <div class={css.top}>
      {onLeave && (
        <button
          type="button"
          class={css.leave}
          aria-label={say(onBack ? 'act.back' : 'act.cancel')}
          onClick={onLeave}
        >
          <Icon name={onBack ? 'back' : 'x'} size="large" />
        </button>
      )}
      <div class={css.place}>
        {hasLogo && <Logo size={26} />}
        {direction && <DirectionPlate direction={direction} />}
        <div class={css.names}>
          {isHeading ? <h1>{name}</h1> : name}
          {detail && <span class={css.detail}>{detail}</span>}
        </div>
      </div>
      {children && <div class={css.stats}>{children}</div>}
    </div>
  );
}
