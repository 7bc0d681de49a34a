import {
  type DeviceChange,
  type DeviceChanged,
  type DevicesAnswer,
  parseDeviceChanged,
  parseDevicesAnswer,
} from '../protocol/devices.ts';
import {
  type InvitationMade,
  type InvitationRequest,
  type InvitationsAnswer,
  parseInvitationMade,
  parseInvitationsAnswer,
} from '../protocol/invitations.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface PhoneCalls {
  readonly readInvitations: (signal?: AbortSignal) => Promise<Answer<InvitationsAnswer>>;
  /** Refused with one of PUBLIC_URL_REFUSALS. */
  readonly invite: (request: InvitationRequest) => Promise<Answer<InvitationMade>>;
  readonly endInvitation: (invitationId: string) => Promise<Answer<InvitationsAnswer>>;
  readonly readDevices: (signal?: AbortSignal) => Promise<Answer<DevicesAnswer>>;
  readonly changeDevice: (change: DeviceChange) => Promise<Answer<DeviceChanged>>;
}

export const phoneCalls = (caller: DeskCaller): PhoneCalls => ({
  readInvitations: (signal) => caller.get('/api/invitations', parseInvitationsAnswer, signal),
  invite: (request) => caller.post('/api/invitations', request, parseInvitationMade),
  endInvitation: (invitationId) =>
    caller.post('/api/invitations/end', { invitationId }, parseInvitationsAnswer),
  readDevices: (signal) => caller.get('/api/devices', parseDevicesAnswer, signal),
  changeDevice: (change) => caller.post('/api/devices/change', change, parseDeviceChanged),
});
