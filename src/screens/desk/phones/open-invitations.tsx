import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import css from './open-invitations.module.css';
import { endWords } from './phone-words.ts';
import type { OpenInvitation } from './use-phones.ts';

interface OpenInvitationsProps {
  invitations: readonly OpenInvitation[];
  /** Epoch ms by the server's clock. */
  now: () => number;
  zone: string;
  onEnd: (invitationId: string) => void;
}

/** Their codes are not kept anywhere: they can be ended here, not shown again. */
export function OpenInvitations({ invitations, now, zone, onEnd }: OpenInvitationsProps) {
  return (
    <section class={css.open}>
      <h2>{say('phones.open')}</h2>
      <ul>
        {invitations.map(({ invitationId, kind, role, placeName, usesLeft, expiresAt }) => (
          <li key={invitationId} class={css.row}>
            <p>
              <b>
                {say(`phones.invitation-${kind}`, { place: placeName, role: say(`role.${role}`) })}
              </b>
              <span>
                {say('phones.open-about', {
                  count: usesLeft,
                  time: endWords(expiresAt, now(), zone),
                })}
              </span>
            </p>
            <AskFirst
              face={say('phones.end')}
              question={say('phones.end-what')}
              yes={say('phones.end')}
              onYes={() => onEnd(invitationId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
