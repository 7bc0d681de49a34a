import type { Role } from '../../../domain/role.ts';
import { mayInvite } from '../../../domain/role.ts';
import type { ListedDevice } from '../../../protocol/devices.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import css from './waiting-phones.module.css';

interface WaitingPhonesProps {
  phones: readonly ListedDevice[];
  /** Whose desk this is. */
  role: Role;
  busyId: string | null;
  onAnswer: (kind: 'approve' | 'refuse', deviceId: string) => void;
}

/** The four digits are compared by voice across a street: they are the biggest thing here. */
export function WaitingPhones({ phones, role, busyId, onAnswer }: WaitingPhonesProps) {
  return (
    <section class={css.waiting} aria-label={say('phones.waiting')}>
      <p class={css.how} role="status">
        {say('phones.waiting-how', { count: phones.length })}
      </p>
      <ul>
        {phones.map((phone) => (
          <li key={phone.deviceId} class={css.phone}>
            <b class={css.digits}>{phone.checkCode}</b>
            <p class={css.who}>
              <b>{phone.name}</b>
              <span>{phone.placeName}</span>
            </p>
            {mayInvite(role, phone.role) && (
              <div class={css.acts}>
                <DeskButton
                  isMain
                  icon="check"
                  isBusy={busyId === phone.deviceId}
                  onClick={() => onAnswer('approve', phone.deviceId)}
                >
                  {say('phones.approve')}
                  <span class="vh"> {phone.name}</span>
                </DeskButton>
                <DeskButton
                  isStill
                  isBusy={busyId === phone.deviceId}
                  onClick={() => onAnswer('refuse', phone.deviceId)}
                >
                  {say('phones.refuse')}
                  <span class="vh"> {phone.name}</span>
                </DeskButton>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
