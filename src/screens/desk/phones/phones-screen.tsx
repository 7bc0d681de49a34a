import { useState } from 'preact/hooks';
import type { Answer, DeskFailure } from '../../../desk-client/answer.ts';
import { may } from '../../../domain/role.ts';
import type { DeviceChange } from '../../../protocol/devices.ts';
import type { InvitationMade } from '../../../protocol/invitations.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { ExportMenu } from '../parts/export-menu.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { InvitationView } from './invitation-view.tsx';
import { InviteForm } from './invite-form.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { phoneList, phoneState } from './phone-list.ts';
import { PhoneTable } from './phone-table.tsx';
import { usePhones } from './use-phones.ts';
import { WaitingPhones } from './waiting-phones.tsx';

/** An invitation just made, and how much the server had said by then. */
interface Shown {
  readonly made: InvitationMade;
  readonly answers: number;
}

export function PhonesScreen({ client, live, identity, places, zone }: SectionProps) {
  const { role, deviceId } = identity;
  const { devices, invitations, failure, answers, askAgain } = usePhones(client, live.changes);
  const [isInviting, setInviting] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [actFailure, setActFailure] = useState<DeskFailure | null>(null);

  if (!may(role, 'invite')) {
    return (
      <Page title={say('phones.title')} live={live}>
        <EmptyNote>{say('phones.not-allowed')}</EmptyNote>
      </Page>
    );
  }
  const settle = (answer: Answer<unknown>) => {
    setActFailure(answer.kind === 'failed' ? answer.why : null);
    askAgain();
  };
  const change = async (wanted: DeviceChange) => {
    setBusyId(wanted.deviceId);
    settle(await client.changeDevice(wanted));
    setBusyId(null);
  };
  const end = async (invitationId: string) => settle(await client.endInvitation(invitationId));
  const show = (made: InvitationMade) => {
    setInviting(false);
    setShown({ made, answers });
    askAgain();
  };

  const { waiting, rest } = phoneList(devices ?? []);
  const shownId = shown?.made.invitationId;
  const listed = invitations?.find(({ invitationId }) => invitationId === shownId);
  // Until the server has been asked again it cannot know the new one.
  const usesLeft = shown && answers <= shown.answers ? shown.made.usesLeft : listed?.usesLeft;
  const others = (invitations ?? []).filter(({ invitationId }) => invitationId !== shownId);
  const count = rest.filter((phone) => phoneState(phone) === 'working').length;
  return (
    <Page
      title={say('phones.title')}
      {...(devices && { about: say('phones.total', { count }) })}
      live={live}
      acts={
        !isInviting && (
          <>
            <ExportMenu
              client={client}
              ledgers={may(role, 'read-accesses') ? ['devices', 'accesses'] : ['devices']}
              placeId={identity.place.id}
              placeName={identity.place.name}
              zone={zone}
            />
            <DeskButton icon="plus" onClick={() => setInviting(true)}>
              {say('phones.invite')}
            </DeskButton>
          </>
        )
      }
    >
      {actFailure && <FailureNote why={actFailure} sentence={notDoneWords(actFailure)} />}
      {failure && !actFailure && <FailureNote why={failure} onAgain={askAgain} />}
      {waiting.length > 0 && (
        <WaitingPhones
          phones={waiting}
          role={role}
          busyId={busyId}
          onAnswer={(kind, id) => change({ kind, deviceId: id })}
        />
      )}
      {isInviting && (
        <InviteForm
          client={client}
          role={role}
          places={places}
          zone={zone}
          onMade={show}
          onLeave={() => setInviting(false)}
        />
      )}
      {shown && !isInviting && (
        <InvitationView
          key={shown.made.invitationId}
          made={shown.made}
          usesLeft={usesLeft ?? null}
          now={client.now}
          zone={zone}
          onEnd={() => end(shown.made.invitationId)}
          onClose={() => setShown(null)}
        />
      )}
      {others.length > 0 && (
        <OpenInvitations invitations={others} now={client.now} zone={zone} onEnd={end} />
      )}
      {!devices && !failure && <LoadingNote />}
      {devices && rest.length === 0 && <EmptyNote>{say('phones.none')}</EmptyNote>}
      {rest.length > 0 && (
        <PhoneTable
          phones={rest}
          ownId={deviceId}
          role={role}
          busyId={busyId}
          now={client.now}
          zone={zone}
          onChange={change}
        />
      )}
    </Page>
  );
}
