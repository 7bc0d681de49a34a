import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { Role } from '../../../domain/role.ts';
import type { DeviceIdentity } from '../../../storage/device-identity.ts';
import { formatDate, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { PlaceMark } from '../parts/place-mark.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { AddForm, kindsUnder } from './add-form.tsx';
import { CloseForm } from './close-form.tsx';
import { OtherPlaceForm } from './other-place-form.tsx';
import { PlaceContacts } from './place-contacts.tsx';
import css from './place-panel.module.css';
import { namesAbove } from './place-tree.ts';
import { RenameForm } from './rename-form.tsx';
import { usePlaceChange } from './use-place-change.ts';

interface PlacePanelProps {
  client: DeskClient;
  place: Place;
  places: readonly Place[];
  identity: DeviceIdentity;
  zone: string;
  onChanged: () => void;
  /** Opens with the form that adds below it. */
  isAdding: boolean;
  onSelect: (placeId: string, toAdd?: boolean) => void;
  onClose: () => void;
}

type Act = 'add' | 'rename' | 'move' | 'merge' | 'close' | 'reopen';

/** One place: where it stands, and what may be done with it. */
export function PlacePanel(props: PlacePanelProps) {
  const { client, place, places, identity, zone, isAdding, onChanged, onSelect, onClose } = props;
  const [act, setAct] = useState<Act | null>(isAdding ? 'add' : null);
  const [said, setSaid] = useState('');
  const changing = usePlaceChange(client, onChanged);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The form takes the focus itself.
    if (!isAdding) title.current?.focus({ preventScroll: true });
  }, []);

  const leave = () => {
    setAct(null);
    title.current?.focus({ preventScroll: true });
  };
  const done = (words: string) => {
    setSaid(words);
    leave();
  };
  const form = { place, places, changing, onLeave: leave, onDone: done };
  const isOwn = place.id === identity.place.id;
  const acts = actsOf(place, isOwn, identity.role);
  const into = places.find(({ id }) => id === place.mergedInto);
  return (
    <SidePanel
      label={say('places.one')}
      before={
        <span class={css.mark}>
          <PlaceMark kind={place.kind} isClosed={place.closedAt !== null} />
        </span>
      }
      title={place.name}
      heading={title}
      about={[say(`place-kind.${place.kind}`), namesAbove(place, places).join(' / ')]
        .filter((words) => words !== '')
        .join(say('list.comma'))}
      isLoose
      onClose={onClose}
    >
      {place.closedAt !== null && (
        <p class={css.state}>
          {into
            ? say('places.merged-into-on', {
                date: formatDate(place.closedAt, zone),
                name: into.name,
              })
            : say('places.closed-on', { date: formatDate(place.closedAt, zone) })}
        </p>
      )}
      <p class={css.said} role="status">
        {said}
      </p>
      {act === null && (
        <div class={css.acts}>
          {acts.map((one) => (
            <DeskButton
              key={one}
              {...(one === 'add' && { icon: 'plus' as const })}
              isStill={one !== 'add'}
              onClick={() => {
                setSaid('');
                setAct(one);
              }}
            >
              {say(`places.${one}`)}
            </DeskButton>
          ))}
          {into && (
            <DeskButton isStill onClick={() => onSelect(into.id)}>
              {say('places.see', { name: into.name })}
            </DeskButton>
          )}
          {isOwn && !acts.includes('rename') && <p class={css.own}>{say('places.own')}</p>}
        </div>
      )}
      {act === null && place.closedAt === null && <PlaceContacts client={client} place={place} />}
      {act === 'add' && (
        <AddForm
          parent={place}
          changing={changing}
          onInto={(placeId) => onSelect(placeId, true)}
          onLeave={leave}
        />
      )}
      {act === 'rename' && <RenameForm {...form} />}
      {(act === 'move' || act === 'merge') && <OtherPlaceForm key={act} kind={act} {...form} />}
      {(act === 'close' || act === 'reopen') && <CloseForm kind={act} {...form} />}
    </SidePanel>
  );
}

/** A device's own place is changed by those above it; the street has none and is named by its administrator. */
function actsOf(place: Place, isOwn: boolean, role: Role): Act[] {
  if (place.mergedInto !== null) return [];
  if (place.closedAt !== null) return isOwn ? [] : ['reopen'];
  const acts: Act[] = kindsUnder(place).length > 0 ? ['add'] : [];
  if (!isOwn) return [...acts, 'rename', 'move', 'merge', 'close'];
  return place.kind === 'street' && role === 'administrator' ? [...acts, 'rename'] : acts;
}
