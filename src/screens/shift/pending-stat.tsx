import { Stat } from '../../ui/stat.tsx';
import { say } from '../../words/i18n.ts';
import { useNow } from '../use-now.ts';
import { OpenCasesStat } from './open-cases.tsx';
import type { SyncView } from './phone-wiring.ts';

/** Records that wait longer than this for their receipt are said to be late. */
const syncIntervalMs = 5 * 60_000;

/** 待送 n: at the same place on every screen of a phone, a tap sends. A gate's open cases stand before it. */
export function PendingStat({ sync, onSync }: { sync: SyncView; onSync: () => void }) {
  const now = useNow(15_000);
  const waitedMs = sync.pending > 0 && sync.lastReceiptAt !== null ? now - sync.lastReceiptAt : 0;
  const isLate = waitedMs > syncIntervalMs;
  const minutes = Math.floor(waitedMs / 60_000);
  return (
    <>
      <OpenCasesStat />
      <Stat
        icon="up"
        value={sync.pending}
        label={isLate ? say('top.pending-late', { minutes }) : say('top.pending')}
        detail={say(sync.state === 'sending' ? 'top.sending' : 'top.pending-detail')}
        isLate={isLate}
        onClick={onSync}
      />
    </>
  );
}
