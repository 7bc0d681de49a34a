import { useEffect, useRef, useState } from 'preact/hooks';
import { mayStandUnder, PLACE_KINDS, type Place, type PlaceKind } from '../../../domain/place.ts';
import { PLACE_NAME_LENGTH } from '../../../protocol/places.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { PlaceForm } from './place-form.tsx';
import type { PlaceChanging } from './use-place-change.ts';

interface AddFormProps {
  parent: Place;
  changing: PlaceChanging;
  /** Below the place just added. */
  onInto: (placeId: string) => void;
  onLeave: () => void;
}

export const kindsUnder = ({ kind }: Pick<Place, 'kind'>): PlaceKind[] =>
  PLACE_KINDS.filter((one) => mayStandUnder(one, kind));

/** Stays open for the next one: a compound's gates are typed one after another. */
export function AddForm({ parent, changing, onInto, onLeave }: AddFormProps) {
  const kinds = kindsUnder(parent);
  const [chosen, setKind] = useState<PlaceKind | null>(null);
  const [name, setName] = useState('');
  const [added, setAdded] = useState('');
  const [into, setInto] = useState<Place | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const kind = chosen ?? usualUnder(parent.kind, kinds);
  const add = async () => {
    const wanted = name.trim();
    input.current?.focus();
    if (wanted === '' || changing.isBusy) return;
    setAdded('');
    setInto(null);
    const done = await changing.change({
      kind: 'add',
      parentId: parent.id,
      placeKind: kind,
      name: wanted,
    });
    if (!done) return;
    setName('');
    setAdded(say('places.added', { name: wanted }));
    setInto(
      done.places.find(
        (place) =>
          place.parentId === parent.id && place.name === wanted && kindsUnder(place).length > 0,
      ) ?? null,
    );
  };
  return (
    <PlaceForm
      title={say('places.add-under', { name: parent.name })}
      changing={changing}
      act={say('places.add-act')}
      onAct={add}
      onLeave={onLeave}
      leave={say('places.done')}
    >
      <Select
        label={say('places.kind')}
        value={kind}
        onChange={(value) => setKind(value as PlaceKind)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {say(`place-kind.${one}`)}
          </option>
        ))}
      </Select>
      <TextBox
        label={say('places.name')}
        value={name}
        maxLength={PLACE_NAME_LENGTH}
        input={input}
        onChange={setName}
        onEnter={add}
      />
      <p role="status">{added}</p>
      {into && (
        <p>
          <DeskButton isStill icon="plus" onClick={() => onInto(into.id)}>
            {say('places.go-into', { name: into.name })}
          </DeskButton>
        </p>
      )}
    </PlaceForm>
  );
}

/** What most often stands there: the next level that has people. */
function usualUnder(parent: PlaceKind, kinds: readonly PlaceKind[]): PlaceKind {
  const wanted: PlaceKind =
    parent === 'street'
      ? 'community'
      : parent === 'community' || parent === 'grid'
        ? 'compound'
        : 'gate';
  return kinds.includes(wanted) ? wanted : (kinds[0] ?? 'gate');
}
