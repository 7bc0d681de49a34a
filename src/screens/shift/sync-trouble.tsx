import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Say } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { SyncTrouble } from './phone-wiring.ts';

/** Grave: it does not pass by itself, somebody must be asked. The others are over after a while. */
export function isGrave(trouble: SyncTrouble): boolean {
  switch (trouble) {
    case 'device-revoked':
    case 'device-unknown':
    case 'untrusted-keys':
    case 'wrong-receipt':
    case 'fork':
    case 'disk-full':
      return true;
    case 'server-failed':
    case 'too-many':
    case 'storage-lost':
      return false;
    default:
      throw new Error(`unknown trouble ${trouble satisfies never as string}`);
  }
}

export interface SyncTroubleNoteProps {
  readonly trouble: SyncTrouble | null;
  /** Where the queue passes nobody is startled by what is over after a while. */
  readonly isOnlyGrave?: boolean;
}

/** What happened with the server, what is safe, what to do. */
export function SyncTroubleNote({ trouble, isOnlyGrave = false }: SyncTroubleNoteProps) {
  if (trouble === null) return null;
  if (isGrave(trouble)) return <NoticeStrip>{say(`trouble.${trouble}`)}</NoticeStrip>;
  return isOnlyGrave ? null : <Say isSoft>{say(`trouble.${trouble}`)}</Say>;
}
