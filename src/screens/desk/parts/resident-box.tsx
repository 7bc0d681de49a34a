import { useEffect, useId, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';
import { say } from '../../../words/i18n.ts';
import controls from './controls.module.css';
import css from './resident-box.module.css';
import { useFoundResidents } from './use-found-residents.ts';

interface ResidentBoxProps {
  client: DeskClient;
  label: string;
  /** Looked through: the place of the device. */
  placeId: string;
  onChoose: (resident: FoundResident) => void;
}

/** A room, a name or initials finds residents; arrows and Enter choose one. */
export function ResidentBox({ client, label, placeId, onChoose }: ResidentBoxProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { found, failure } = useFoundResidents(client, [placeId], text);
  useEffect(() => setActive(0), [found]);
  const isOpen = found.length > 0;
  const step = (by: number) => setActive((active + by + found.length) % found.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || !isOpen) return;
    const chosen = found[active];
    if (event.key === 'Enter' && chosen) onChoose(chosen);
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
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
          placeholder={say('paper.person-hint')}
          maxLength={40}
          value={text}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </span>
      <div id={`${id}-list`} class={css.list} role="listbox" aria-label={label} hidden={!isOpen}>
        {found.map((resident, place) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the active one.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys.
          <div
            key={resident.rosterNumber}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(resident)}
          >
            <b>{resident.room}</b>
            <span>{resident.name}</span>
            <span class={css.where}>{resident.compoundName}</span>
          </div>
        ))}
      </div>
      {failure && (
        <p class={css.failure} role="alert">
          {say('paper.search-failed')}
        </p>
      )}
    </div>
  );
}
