import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { BoxProblem } from './box-problem.tsx';
import css from './combobox.module.css';
import controls from './controls.module.css';

interface ComboboxProps<T> {
  label: string;
  hint: string;
  /** What stands in the box. */
  text: string;
  /** Somebody stands there: nothing is offered until it is typed over. */
  isSettled?: boolean;
  choices: readonly T[];
  /** True while `choices` answer another text than what stands there. */
  isPending?: boolean;
  /** Why nothing could be looked for, in words. */
  failure?: string | null;
  /** What is wrong with it, in words. */
  problem?: string | null;
  input?: RefObject<HTMLInputElement | null>;
  keyOf: (choice: T) => string | number;
  face: (choice: T) => ComponentChildren;
  /** Escape types nothing. */
  onType: (text: string) => void;
  onChoose: (choice: T) => void;
  /** Enter where nothing is offered. */
  onEnter?: () => void;
}

const LONGEST = 40;

/**
 * A box with a list of what it may mean; arrows and Enter choose. Enter never chooses from a list that answers another
 * text than the one typed: it waits for the answer.
 */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { label, hint, text, choices, keyOf, face, onType, onChoose, onEnter } = props;
  const { isSettled = false, isPending = false, failure = null, problem = null, input } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isHere, setHere] = useState(false);
  const [isEntered, setEntered] = useState(false);
  // Who was pointed at stays so when the list comes anew.
  const [pointed, setPointed] = useState<string | number | null>(null);
  const isAsked = isHere && !isSettled && text.trim() !== '';
  const isOpen = isAsked && choices.length > 0;
  const place = choices.findIndex((choice) => keyOf(choice) === pointed);
  const active = Math.max(place, 0);

  const take = () => {
    const choice = choices[active];
    if (choice === undefined) onEnter?.();
    // Whoever was pointed at and is found no more: nobody looked at the first of the others.
    else if (pointed !== null && place === -1) setPointed(null);
    else onChoose(choice);
  };
  useEffect(() => {
    if (!isEntered || isPending) return;
    setEntered(false);
    if (isOpen && !failure) take();
  }, [isEntered, isPending]);

  const step = (by: number) => {
    const next = (active + by + choices.length) % choices.length;
    setPointed(keyOf(choices[next] as T));
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const type = (typed: string) => {
    setPointed(null);
    setEntered(false);
    onType(typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      if (!isAsked) onEnter?.();
      else if (isPending) setEntered(true);
      else take();
    } else if (isOpen && event.key === 'ArrowDown') step(1);
    else if (isOpen && event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape' && text !== '') type('');
    else return;
    event.preventDefault();
  };
  return (
    <div class={controls.field}>
      <label for={id}>{label}</label>
      <div class={css.anchor}>
        <span class={controls.box}>
          <input
            ref={input ?? null}
            id={id}
            type="text"
            role="combobox"
            autocomplete="off"
            spellcheck={false}
            placeholder={hint}
            maxLength={LONGEST}
            value={text}
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
            aria-invalid={problem ? true : undefined}
            aria-describedby={`${id}-problem`}
            onFocus={(event) => {
              setHere(true);
              event.currentTarget.select();
            }}
            onBlur={() => {
              setHere(false);
              setEntered(false);
            }}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </span>
        <div class={css.offered} hidden={!isOpen && !(isAsked && failure !== null)}>
          <div
            ref={list}
            id={`${id}-list`}
            class={css.list}
            role="listbox"
            aria-label={label}
            hidden={!isOpen}
            aria-busy={isPending}
          >
            {choices.map((choice, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the active one.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys.
              <div
                key={keyOf(choice)}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(choice)}
              >
                {face(choice)}
              </div>
            ))}
          </div>
          {failure && (
            <p class={css.failure} role="alert">
              {failure}
            </p>
          )}
        </div>
      </div>
      <BoxProblem id={`${id}-problem`} problem={problem} />
    </div>
  );
}
