import { useState } from 'preact/hooks';
import type { Answer } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { mayInvite, ROLES, type Role } from '../../../domain/role.ts';
import {
  type InvitationMade,
  type InvitationRequest,
  MAX_INVITED_PHONES,
} from '../../../protocol/invitations.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton, Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { PlacePicker } from '../parts/place-picker.tsx';
import { EmptyNote } from '../parts/state-note.tsx';
import css from './invite-form.module.css';
import { invitedPlaces } from './invited-places.ts';
import { endWords, refusedInvitationWords } from './phone-words.ts';
import { shiftEnds } from './shift-ends.ts';

interface InviteFormProps {
  client: DeskClient;
  role: Role;
  places: readonly Place[];
  zone: string;
  onMade: (made: InvitationMade) => void;
  onLeave: () => void;
}

const USUAL_PHONES = 4;
const COUNTS = Array.from({ length: MAX_INVITED_PHONES }, (_, index) => String(index + 1));

export function InviteForm({ client, role, places, zone, onMade, onLeave }: InviteFormProps) {
  const [kind, setKind] = useState<InvitationRequest['kind']>('shift');
  const [chosenRole, setRole] = useState<Role>('gate');
  const [placeId, setPlaceId] = useState('');
  const [phones, setPhones] = useState(String(USUAL_PHONES));
  const [endName, setEndName] = useState('hours-8');
  const [isPlaceMissing, setPlaceMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Extract<Answer<never>, { kind: 'failed' }> | null>(null);

  const invited = kind === 'shift' ? 'gate' : chosenRole;
  const choices = invitedPlaces(places, invited);
  const only = choices.length === 1 ? choices[0] : undefined;
  const place = choices.find(({ id }) => id === placeId) ?? only;
  const ends = shiftEnds(client.now(), zone);
  const end = ends.find(({ name }) => name === endName) ?? ends[0];
  const make = async () => {
    setPlaceMissing(!place);
    if (!place || !end) return;
    setBusy(true);
    setFailure(null);
    const answer = await client.invite(
      kind === 'single'
        ? { kind, role: invited, placeId: place.id }
        : {
            kind,
            role: 'gate',
            placeId: place.id,
            phones: Number(phones),
            // Counted from the tap, not from when the form was opened.
            until: shiftEnds(client.now(), zone).find(({ name }) => name === end.name)?.until ?? 0,
          },
    );
    setBusy(false);
    if (answer.kind === 'answer') onMade(answer.value);
    else setFailure(answer);
  };
  return (
    <section class={css.form} aria-label={say('phones.invite')}>
      <Choice
        label={say('phones.invite-whom')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'shift', face: say('phones.kind-shift') },
          { value: 'single', face: say('phones.kind-single') },
        ]}
      />
      <p class={css.about}>{say(`phones.about-${kind}`)}</p>
      {choices.length === 0 && <EmptyNote to="places">{say('phones.no-places')}</EmptyNote>}
      <div class={css.fields}>
        {kind === 'single' && (
          <Select
            label={say('phones.role')}
            value={chosenRole}
            onChange={(value) => setRole(ROLES.find((one) => one === value) ?? 'gate')}
          >
            {ROLES.filter((one) => mayInvite(role, one)).map((one) => (
              <option key={one} value={one}>
                {say(`role.${one}`)}
              </option>
            ))}
          </Select>
        )}
        {kind === 'shift' && (
          <>
            <Select label={say('phones.how-many')} value={phones} onChange={setPhones}>
              {COUNTS.map((count) => (
                <option key={count} value={count}>
                  {say('phones.count', { count: Number(count) })}
                </option>
              ))}
            </Select>
            <div class={css.wide}>
              <Select label={say('phones.until')} value={end?.name ?? ''} onChange={setEndName}>
                {ends.map(({ name, until }) => (
                  <option key={name} value={name}>
                    {say(`phones.until-${name}`, { time: endWords(until, client.now(), zone) })}
                  </option>
                ))}
              </Select>
            </div>
          </>
        )}
      </div>
      {choices.length > 0 && (
        <PlacePicker
          label={say('phones.place')}
          choices={choices}
          places={places}
          chosenId={place?.id ?? null}
          onChoose={(id) => {
            setPlaceId(id);
            setPlaceMissing(false);
          }}
        />
      )}
      {isPlaceMissing && (
        <p class={css.missing} role="alert">
          {say('phones.place-missing')}
        </p>
      )}
      {failure && <FailureNote why={failure.why} sentence={refusedInvitationWords(failure)} />}
      <div class={css.acts}>
        {choices.length > 0 && (
          <DeskButton isMain isBusy={isBusy} onClick={make}>
            {say('phones.make')}
          </DeskButton>
        )}
        <DeskButton isStill onClick={onLeave}>
          {say('act.cancel')}
        </DeskButton>
      </div>
    </section>
  );
}
