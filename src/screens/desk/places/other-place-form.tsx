import { useState } from 'preact/hooks';
import { isWithin, mayMerge, mayStandUnder, type Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { PlacePicker } from '../parts/place-picker.tsx';
import { PlaceForm } from './place-form.tsx';
import { openBelow } from './place-tree.ts';
import type { PlaceChanging } from './use-place-change.ts';

interface OtherPlaceFormProps {
  kind: 'move' | 'merge';
  place: Place;
  places: readonly Place[];
  changing: PlaceChanging;
  onLeave: () => void;
  onDone: (words: string) => void;
}

/** Both ask for another place and say what will happen between the two. */
export function OtherPlaceForm(props: OtherPlaceFormProps) {
  const { kind, place, places, changing, onLeave, onDone } = props;
  const [otherId, setOtherId] = useState<string | null>(null);
  const choices = kind === 'move' ? parentsFor(place, places) : mergersFor(place, places);
  const other = choices.find(({ id }) => id === otherId) ?? null;
  const names = { name: place.name, other: other?.name ?? '' };
  const act = async () => {
    if (!other || changing.isBusy) return;
    const done = await changing.change(
      kind === 'move'
        ? { kind, placeId: place.id, parentId: other.id }
        : { kind, placeId: place.id, intoId: other.id },
    );
    if (done) onDone(say(kind === 'move' ? 'places.moved' : 'places.merged', names));
  };
  return (
    <PlaceForm
      title={say(kind === 'move' ? 'places.move' : 'places.merge')}
      sentence={
        other &&
        say(kind === 'move' ? 'places.move-says' : 'places.merge-says', {
          ...names,
          count: openBelow(place, places).length,
        })
      }
      changing={changing}
      act={say(kind === 'move' ? 'places.move-act' : 'places.merge-act', names)}
      onAct={other && act}
      onLeave={onLeave}
    >
      <PlacePicker
        label={say(kind === 'move' ? 'places.move-to' : 'places.merge-into', names)}
        choices={choices}
        places={places}
        chosenId={otherId}
        onChoose={setOtherId}
      />
    </PlaceForm>
  );
}

const isFree = (other: Place, place: Place): boolean =>
  other.closedAt === null && !isWithin(other, place.path);

function parentsFor(place: Place, places: readonly Place[]): Place[] {
  return places.filter(
    (other) =>
      isFree(other, place) && other.id !== place.parentId && mayStandUnder(place.kind, other.kind),
  );
}

function mergersFor(place: Place, places: readonly Place[]): Place[] {
  return places.filter((other) => isFree(other, place) && mayMerge(place.kind, other.kind));
}
