import { useEffect, useRef, useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { PLACE_NAME_LENGTH } from '../../../protocol/places.ts';
import { say } from '../../../words/i18n.ts';
import { TextBox } from '../parts/text-box.tsx';
import { PlaceForm } from './place-form.tsx';
import type { PlaceChanging } from './use-place-change.ts';

interface RenameFormProps {
  place: Place;
  changing: PlaceChanging;
  onLeave: () => void;
  onDone: (words: string) => void;
}

export function RenameForm({ place, changing, onLeave, onDone }: RenameFormProps) {
  const [name, setName] = useState(place.name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const rename = async () => {
    const wanted = name.trim();
    if (wanted === '' || changing.isBusy) return;
    if (wanted === place.name) return onLeave();
    const done = await changing.change({ kind: 'rename', placeId: place.id, name: wanted });
    if (done) onDone(say('places.renamed', { name: wanted }));
  };
  return (
    <PlaceForm
      title={say('places.rename')}
      sentence={say('places.rename-says')}
      changing={changing}
      act={say('places.rename-act')}
      onAct={rename}
      onLeave={onLeave}
    >
      <TextBox
        label={say('places.name')}
        value={name}
        maxLength={PLACE_NAME_LENGTH}
        input={input}
        onChange={setName}
        onEnter={rename}
      />
    </PlaceForm>
  );
}
