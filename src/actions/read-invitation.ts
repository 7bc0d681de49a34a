import { type Join as Invited, readJoin } from '../sealing/invitation.ts';

/** An invitation as it was read; `mode` says whether the phone's name is asked first. */
export type Invitation = Invited;

/** From the address's fragment, a scanned code or a pasted link; null when it is no invitation. */
export const readInvitation = (text: string): Invitation | null => readJoin(text.trim());
