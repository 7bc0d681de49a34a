import type { ComponentChildren } from 'preact';
import { say } from '../words/i18n.ts';
import { isEnter } from './field.tsx';
import css from './find-line.module.css';
import { Icon } from './icon.tsx';

export interface FindLineProps {
  /** The screen's title, heard only. */
  title: string;
  typed: string;
  backLabel: string;
  onBack: () => void;
  onDelete: () => void;
  /** Given, the system's keyboard types; otherwise the nine keys do. */
  onInput?: ((typed: string) => void) | undefined;
  onEnter?: (() => void) | undefined;
  /** What is waiting: a `Stat`, at the same place as in the top line. */
  children?: ComponentChildren | undefined;
}

/** Stays the same function, so that it is called when the field appears and not at every key. */
const focus = (input: HTMLInputElement | null): void => input?.focus();

/** What is looked for, as large as the keys that type it. */
export function FindLine(props: FindLineProps) {
  const { title, typed, backLabel, onBack, onDelete, onInput, onEnter, children } = props;
  return (
    <div class={css.find}>
      <button type="button" class={css.side} aria-label={backLabel} onClick={onBack}>
        <Icon name="back" size="large" />
      </button>
      <h1 class="vh">{title}</h1>
      {onInput ? (
        <input
          class={css.typed}
          type="text"
          aria-label={title}
          autocomplete="off"
          autocorrect="off"
          autocapitalize="off"
          spellcheck={false}
          ref={focus}
          value={typed}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={(event) => onEnter && isEnter(event) && onEnter()}
        />
      ) : (
        <output class={css.typed} aria-label={say('keys.typed')}>
          <span class={css.end}>
            {typed}
            <span class={css.caret} />
          </span>
        </output>
      )}
      {typed && (
        <button type="button" class={css.side} aria-label={say('keys.delete')} onClick={onDelete}>
          <Icon name="del" size="large" />
        </button>
      )}
      {children}
    </div>
  );
}
