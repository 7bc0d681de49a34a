import type { ListedDevice } from '../../../protocol/devices.ts';

export type PhoneState = 'waiting' | 'working' | 'revoked';

export function phoneState({ checkCode, revokedAt }: ListedDevice): PhoneState {
  if (revokedAt !== null) return 'revoked';
  return checkCode === null ? 'working' : 'waiting';
}

/** From here on records of the phone bear times that mislead. */
const SKEW_MS = 60_000;

export const isClockOff = ({ clockSkewMs }: Pick<ListedDevice, 'clockSkewMs'>): boolean =>
  clockSkewMs !== null && Math.abs(clockSkewMs) >= SKEW_MS;

export interface PhoneList {
  /** Who has waited longest comes first. */
  readonly waiting: readonly ListedDevice[];
  /** By place and name; those shut out come last, the latest of them first. */
  readonly rest: readonly ListedDevice[];
}

export function phoneList(devices: readonly ListedDevice[]): PhoneList {
  const of = (state: PhoneState) => devices.filter((device) => phoneState(device) === state);
  const byPlace = (one: ListedDevice, other: ListedDevice) =>
    one.placeName.localeCompare(other.placeName, 'zh-CN', { numeric: true }) ||
    one.name.localeCompare(other.name, 'zh-CN', { numeric: true });
  return {
    waiting: of('waiting').sort((one, other) => one.enrolledAt - other.enrolledAt),
    rest: [
      ...of('working').sort(byPlace),
      ...of('revoked').sort((one, other) => (other.revokedAt ?? 0) - (one.revokedAt ?? 0)),
    ],
  };
}
