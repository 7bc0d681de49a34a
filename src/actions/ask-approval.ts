import { forgetJoinWait, readJoinWait } from '../storage/join-wait.ts';
import { requestApproval } from '../sync/request-enrolment.ts';
import { type Unsent, unsentRecords } from './enrol.ts';
import { type Certified, keepCertified } from './keep-certified.ts';

export type Approval =
  | Certified
  /** Ask again; `trouble` is why nothing was learned this time, or null. */
  | { readonly kind: 'waiting'; readonly checkCode: string; readonly trouble: WaitTrouble | null }
  /** For good: the desk said no, or the invitation is over. Nothing is waited for any more. */
  | { readonly kind: 'refused' | 'wrong-server' }
  /** Records came up since: they go first. Still waited for. */
  | Unsent
  | { readonly kind: 'not-waiting' };

export type WaitTrouble = 'no-network' | 'too-many' | 'server-failed';

/** Whether the desk has approved this phone. To be asked every few seconds while the check code is on the screen. */
export async function askApproval(now: () => number): Promise<Approval> {
  const wait = await readJoinWait();
  if (!wait) return { kind: 'not-waiting' };
  const unsent = wait.discardUnsent ? null : await unsentRecords();
  if (unsent) return unsent;
  const { checkCode, rootHash } = wait;
  const stillWaiting = (trouble: WaitTrouble | null): Approval => ({
    kind: 'waiting',
    checkCode,
    trouble,
  });
  const answered = await requestApproval(rootHash, wait, now);
  switch (answered.kind) {
    case 'certified':
      return keepCertified(answered);
    case 'waiting':
      return stillWaiting(null);
    case 'no-network':
      return stillWaiting('no-network');
    case 'wrong-server':
      await forgetJoinWait();
      return { kind: 'wrong-server' };
    case 'refused':
      switch (answered.problem) {
        case 'invitation-expired':
        case 'invitation-unknown':
        case 'invitation-used':
        case 'device-unknown':
        case 'device-revoked':
          await forgetJoinWait();
          return { kind: 'refused' };
        case 'too-many':
          return stillWaiting('too-many');
        default:
          // Also what a proxy says while the server is started again.
          return stillWaiting('server-failed');
      }
    default:
      throw new Error(`unknown answer ${(answered satisfies never as { kind: string }).kind}`);
  }
}

/** The desk still sees the phone until its invitation is over; approved by then, it would be of no use to anybody. */
export const giveUpWaiting = (): Promise<void> => forgetJoinWait();
