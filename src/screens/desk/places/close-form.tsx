import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { PlaceForm } from './place-form.tsx';
import { closedBelow, openBelow } from './place-tree.ts';
import type { PlaceChanging } from './use-place-change.ts';

interface CloseFormProps {
  kind: 'close' | 'reopen';
  place: Place;
  places: readonly Place[];
  changing: PlaceChanging;
  onLeave: () => void;
  onDone: (words: string) => void;
}

export function CloseForm({ kind, place, places, changing, onLeave, onDone }: CloseFormProps) {
  const { name } = place;
  const below = openBelow(place, places);
  const gates = below.filter((other) => other.kind === 'gate').length;
  const act = async () => {
    if (changing.isBusy) return;
    const done = await changing.change({ kind, placeId: place.id });
    if (done) onDone(say(kind === 'close' ? 'places.closed-now' : 'places.reopened', { name }));
  };
  return (
    <PlaceForm
      title={say(kind === 'close' ? 'places.close' : 'places.reopen')}
      sentence={
        kind === 'close'
          ? say('places.close-says', { name, count: below.length, gates })
          : say('places.reopen-says', { name, count: closedBelow(place, places).length })
      }
      changing={changing}
      act={say(kind === 'close' ? 'places.close-act' : 'places.reopen-act', { name })}
      onAct={act}
      onLeave={onLeave}
    />
  );
}
