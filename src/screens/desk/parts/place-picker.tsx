import { useId, useMemo, useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { SearchBox } from './controls.tsx';
import { PlaceMark } from './place-mark.tsx';
import css from './place-picker.module.css';

interface PlacePickerProps {
  label: string;
  /** Those that may be chosen. */
  choices: readonly Place[];
  /** All that the device sees: for the names above a choice. */
  places: readonly Place[];
  chosenId: string | null;
  onChoose: (placeId: string) => void;
}

/** More than these, and typing is quicker than looking. */
const FEW = 8;
const MOST = 60;

/** One of many places, by looking or by a part of the name. */
export function PlacePicker({ label, choices, places, chosenId, onChoose }: PlacePickerProps) {
  const [text, setText] = useState('');
  const group = useId();
  const names = useMemo(() => new Map(places.map(({ id, name }) => [id, name])), [places]);
  const above = ({ path }: Place): string =>
    path
      .split('/')
      .slice(0, -2)
      .flatMap((id) => names.get(id) ?? [])
      .join(' / ');
  const wanted = text.trim().toLowerCase();
  const found = choices.filter(
    (place) =>
      place.id === chosenId ||
      place.name.toLowerCase().includes(wanted) ||
      above(place).toLowerCase().includes(wanted),
  );
  return (
    <fieldset class={css.picker}>
      <legend>{label}</legend>
      {choices.length > FEW && (
        <SearchBox
          label={say('place-picker.find')}
          hint={say('place-picker.hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={100}
          onChange={setText}
        />
      )}
      <div class={css.list}>
        {found.slice(0, MOST).map((place) => (
          <label key={place.id} class={css.choice}>
            <input
              type="radio"
              name={group}
              checked={place.id === chosenId}
              onChange={() => onChoose(place.id)}
            />
            <PlaceMark kind={place.kind} />
            <span>
              {place.name} <span class={css.above}>{above(place)}</span>
            </span>
          </label>
        ))}
      </div>
      {found.length === 0 && <p class={css.above}>{say('place-picker.none')}</p>}
      {found.length > MOST && (
        <p class={css.above}>{say('place-picker.more', { count: found.length - MOST })}</p>
      )}
    </fieldset>
  );
}
