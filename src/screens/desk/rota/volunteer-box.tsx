import { useId, useState } from 'preact/hooks';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import controls from '../parts/controls.module.css';
import list from '../parts/resident-box.module.css';
import type { PersonTyped } from './person-choice.ts';
import { matches } from './rota-list.ts';

interface VolunteerBoxProps {
  label: string;
  volunteers: readonly ListedVolunteer[];
  value: PersonTyped;
  /** False: only somebody who is known already. */
  mayBeNew: boolean;
  onChange: (value: PersonTyped) => void;
  /** Enter, once it is said who. */
  onEnter?: () => void;
}

const MOST = 8;

/** A part of a name, a number or a unit finds volunteers; arrows and Enter choose one. */
export function VolunteerBox(props: VolunteerBoxProps) {
  const { label, volunteers, value, mayBeNew, onChange, onEnter } = props;
  const id = useId();
  const [active, setActive] = useState(0);
  const [isAsked, setAsked] = useState(false);
  const { text, pickedId, isNew } = value;
  const isTyped = text.trim() !== '';
  const found = volunteers
    .filter((one) => !one.isGone && isTyped && matches(one, text))
    .slice(0, MOST);
  const count = found.length + (mayBeNew && isTyped ? 1 : 0);
  const isOpen = isAsked && count > 0 && pickedId === null && !isNew;
  const take = (place: number) => {
    const one = found[place];
    setAsked(false);
    if (one) onChange({ text: one.name, pickedId: one.id, isNew: false });
    else onChange({ text: text.trim(), pickedId: null, isNew: true });
  };
  const step = (by: number) => setActive((active + by + count) % count);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      if (isOpen) take(active);
      else onEnter?.();
    } else if (!isOpen) return;
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape') setAsked(false);
    else return;
    event.preventDefault();
  };
  return (
    <div class={controls.field}>
      <label for={id}>{label}</label>
      <span class={controls.box}>
        <input
          id={id}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          placeholder={say('rota-desk.person-hint')}
          maxLength={40}
          value={text}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
          onInput={(event) => {
            setActive(0);
            setAsked(true);
            onChange({ text: event.currentTarget.value, pickedId: null, isNew: false });
          }}
          onBlur={() => setAsked(false)}
          onKeyDown={onKeyDown}
        />
      </span>
      <div id={`${id}-list`} class={list.list} role="listbox" aria-label={label} hidden={!isOpen}>
        {Array.from({ length: count }, (_, place) => {
          const one = found[place];
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the active one.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys.
            <div
              key={one?.id ?? ''}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(place)}
            >
              {one ? <b>{one.name}</b> : say('rota-desk.new-person', { name: text.trim() })}
              {one && (
                <span class={list.where}>
                  {one.unit} {one.phone}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
