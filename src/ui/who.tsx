import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../words/i18n.ts';
import { Hue, type HueName, type HueShape } from './hue.tsx';
import { Icon } from './icon.tsx';
import { MaskedName } from './masked-name.tsx';
import css from './who.module.css';

const fullNameMs = 5000;

export interface WhoProps {
  /** Huge: the room, or what stands for it when there is none. */
  room: string;
  /** The full name; shown masked, in full for five seconds after a tap. Without it the person has no name here. */
  name?: string | undefined;
  /** Says beside the name that a tap shows it. */
  hasHint?: boolean;
  hue?: HueName | undefined;
  hueShape?: HueShape | undefined;
  /** A line below: the household, its quota. */
  children?: ComponentChildren | undefined;
  /** A quiet act at the end of that line. */
  act?: QuietAct | undefined;
}

export interface QuietAct {
  label: string;
  /** Heard instead of the label, which may be short. */
  spoken: string;
  onClick: () => void;
}

export function Who({ room, name, hasHint = false, hue, hueShape, children, act }: WhoProps) {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    if (!isFull) return;
    const timer = setTimeout(() => setFull(false), fullNameMs);
    return () => clearTimeout(timer);
  }, [isFull]);
  useEffect(() => setFull(false), [name]);

  const face = (
    <>
      <span class={css.words}>
        <span class={css.room}>{room}</span>
        <span class={css.name}>
          {name ? <MaskedName name={name} isFull={isFull} /> : say('name.none')}
          {name && (
            <span class={hasHint && !isFull ? css.hint : 'vh'}>{say('name.tap-for-full')}</span>
          )}
        </span>
      </span>
      {hue && <Hue hue={hue} shape={hueShape} />}
    </>
  );
  return (
    <div class={css.who}>
      {name ? (
        <button type="button" class={css.face} onClick={() => setFull(true)}>
          {face}
        </button>
      ) : (
        <div class={css.face}>{face}</div>
      )}
      {act ? (
        <div class={css.line}>
          <p class={css.note}>{children}</p>
          <button type="button" class={css.act} aria-label={act.spoken} onClick={act.onClick}>
            {act.label}
            <Icon name="next" />
          </button>
        </div>
      ) : (
        children && <p class={css.note}>{children}</p>
      )}
    </div>
  );
}
