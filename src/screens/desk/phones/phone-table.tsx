import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { mayInvite, type Role } from '../../../domain/role.ts';
import type { DeviceChange, ListedDevice } from '../../../protocol/devices.ts';
import { say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import { type PhoneAct, PhoneActForm, PhoneActs } from './phone-acts.tsx';
import { isClockOff, phoneState } from './phone-list.ts';
import css from './phone-table.module.css';
import { PhoneTroubles } from './phone-troubles.tsx';
import { agoWords, clockWords, stateWords } from './phone-words.ts';

export interface PhoneTableProps {
  phones: readonly ListedDevice[];
  /** This device itself. */
  ownId: string;
  role: Role;
  busyId: string | null;
  /** Epoch ms by the server's clock. */
  now: () => number;
  zone: string;
  onChange: (change: DeviceChange) => void;
}

const COLUMNS = ['name', 'place', 'role', 'seen', 'sync', 'clock', 'version', 'state'] as const;

export function PhoneTable(props: PhoneTableProps) {
  const { phones, ownId, role, busyId, now, zone, onChange } = props;
  const isNarrow = useNarrow();
  const [open, setOpen] = useState<{ deviceId: string; act: PhoneAct } | null>(null);
  useNow(15_000);

  const facts = (phone: ListedDevice): Record<(typeof COLUMNS)[number], string> => ({
    name: phone.name,
    place: phone.placeName,
    role: say(`role.${phone.role}`),
    seen: agoWords(phone.lastSeenAt, now(), zone, say('phones.never')),
    // Only gates have something to send.
    sync:
      phone.role === 'gate'
        ? agoWords(phone.lastSyncAt, now(), zone, say('phones.never-sent'))
        : '',
    clock: clockWords(phone),
    version: phone.appVersion,
    state: phone.deviceId === ownId ? say('phones.this-one') : stateWords(phone, zone),
  });
  const classOf = (phone: ListedDevice, column: (typeof COLUMNS)[number]): string | undefined => {
    if (column === 'name') return css.name;
    return column === 'clock' && isClockOff(phone) && phoneState(phone) === 'working'
      ? css.odd
      : undefined;
  };
  const acts = (phone: ListedDevice) =>
    mayInvite(role, phone.role) && phone.revokedAt === null ? (
      <PhoneActs
        phone={phone}
        isOwn={phone.deviceId === ownId}
        onAct={(act) => setOpen({ deviceId: phone.deviceId, act })}
      />
    ) : null;
  const form = (phone: ListedDevice) =>
    open?.deviceId === phone.deviceId ? (
      <PhoneActForm
        key={open.act}
        act={open.act}
        phone={phone}
        isBusy={busyId === phone.deviceId}
        onChange={onChange}
        onLeave={() => setOpen(null)}
      />
    ) : null;

  if (isNarrow) {
    return (
      <ul class={css.list}>
        {phones.map((phone) => {
          const { name, place, role: itsRole, seen, sync, clock, version, state } = facts(phone);
          return (
            <li
              key={phone.deviceId}
              class={phoneState(phone) === 'revoked' ? css.revoked : undefined}
            >
              <p class={css.line}>
                <b>{name}</b>
                <span>{state}</span>
              </p>
              <p class={css.about}>
                {place}，{itsRole}
              </p>
              <p class={css.about}>
                {sync
                  ? say('phones.seen-sent', { seen, sent: sync })
                  : say('phones.seen', { seen })}
              </p>
              <p class={css.about}>
                {clock && (
                  <span class={classOf(phone, 'clock')}>{say('phones.clock-is', { clock })}</span>
                )}{' '}
                {version && say('phones.version-is', { version })}
              </p>
              <PhoneTroubles phone={phone} zone={zone} />
              {form(phone) ?? acts(phone)}
            </li>
          );
        })}
      </ul>
    );
  }
  return (
    <table class={css.table}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {say(`phones.column-${column}`)}
            </th>
          ))}
          <th scope="col">
            <span class="vh">{say('phones.column-acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {phones.map((phone) => {
          const words = facts(phone);
          const opened = form(phone);
          return (
            <Fragment key={phone.deviceId}>
              <tr class={phoneState(phone) === 'revoked' ? css.revoked : undefined}>
                {COLUMNS.map((column) => (
                  <td key={column} class={classOf(phone, column)}>
                    {words[column]}
                  </td>
                ))}
                <td class={css.acts}>{acts(phone)}</td>
              </tr>
              {phone.troubles && (
                <tr>
                  <td class={css.troubles} colSpan={COLUMNS.length + 1}>
                    <PhoneTroubles phone={phone} zone={zone} />
                  </td>
                </tr>
              )}
              {opened && (
                <tr>
                  <td class={css.opened} colSpan={COLUMNS.length + 1}>
                    {opened}
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
