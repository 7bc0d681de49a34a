import type { RefObject, TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import css from './key-choice.module.css';

interface KeyChoiceProps<T extends string> {
  label: string;
  value: T;
  /** The first is chosen by the key 1, and so on. */
  options: readonly { readonly value: T; readonly face: string }[];
  /** The option that has the focus when the group gets it. */
  input?: RefObject<HTMLInputElement | null>;
  onChange: (value: T) => void;
  /** After a key of its own: there is nothing more to do here. */
  onNext?: () => void;
  onEnter: () => void;
  /** The first key here: true when a Tab was meant for the field before, which had gone on by itself. */
  isTabLate?: (key: string) => boolean;
}

/** Few options under one stop of the Tab key: digits choose at once, arrows step. */
export function KeyChoice<T extends string>(props: KeyChoiceProps<T>) {
  const { label, value, options, input, onChange, onNext, onEnter, isTabLate } = props;
  const group = useId();
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLFieldSetElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isLate = isTabLate?.(event.key) ?? false;
    const place = /^\d$/.test(event.key) ? Number(event.key) - 1 : -1;
    const byDigit = options[place];
    if (byDigit) {
      onChange(byDigit.value);
      // Left on the one that was chosen before, the Tab key would stop here once more.
      event.currentTarget.querySelectorAll('input')[place]?.focus();
      onNext?.();
    } else if (event.key === 'Enter') onEnter();
    else if (isLate) event.preventDefault();
    else return;
    event.preventDefault();
  };
  return (
    <fieldset class={css.choice} onKeyDown={onKeyDown}>
      <legend>{label}</legend>
      <div class={css.options}>
        {options.map((option, place) => {
          const isChosen = option.value === value;
          return (
            <label key={option.value} data-chosen={isChosen}>
              <input
                ref={isChosen && input ? input : null}
                class="vh"
                type="radio"
                name={group}
                checked={isChosen}
                onChange={() => onChange(option.value)}
              />
              <span class={css.key} aria-hidden="true">
                {place + 1}
              </span>
              {option.face}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
