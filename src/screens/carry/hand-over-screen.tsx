import { useEffect, useMemo, useState } from 'preact/hooks';
import { keepScreenOn } from '../../devices/wake-lock.ts';
import { readIdentity } from '../../storage/device-identity.ts';
import { type ExportedLog, exportLog } from '../../sync/carry-export.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { MovingCode } from './moving-code.tsx';
import { codesOf } from './moving-codes.ts';
import { ShareFileButton } from './share-file-button.tsx';

async function exported(isWhole: boolean): Promise<ExportedLog | null> {
  const identity = await readIdentity();
  return identity && exportLog(identity, Date.now, { isWhole });
}

/** What a file carries may be longer: the server may have been set back since it confirmed a part. */
const readWhole = async () => (await exported(true))?.bytes ?? null;

/** This phone's sealed log for another one to take along. Needs no card: it is sealed, and signed by the phone. */
export function HandOverScreen({ wiring, onLeave }: { wiring: PhoneWiring; onLeave: () => void }) {
  const [log, setLog] = useState<ExportedLog | null | 'reading' | 'failed'>('reading');
  const [isSaved, setSaved] = useState(false);
  const isAllSent = wiring.sync.pending === 0;
  useEffect(() => keepScreenOn(), []);
  useEffect(() => {
    let isGone = false;
    const show = (read: ExportedLog | null | 'failed') => !isGone && setLog(read);
    void exported(false).then(show, () => show('failed'));
    return () => {
      isGone = true;
    };
    // A receipt that comes meanwhile makes it shorter, or leaves nothing.
  }, [wiring.sync.pending]);
  const there = typeof log === 'string' || isAllSent ? null : log;
  const sender = useMemo(() => there && codesOf('log', there.bytes), [there]);
  return (
    <Screen
      top={
        <TopLine place={say('carry.hand-over')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <Acts>
          {there && <ShareFileButton kind="log" read={readWhole} onSaved={() => setSaved(true)} />}
          <Button kind="main" onClick={onLeave}>
            {say(there ? 'carry.handed' : 'act.ok')}
          </Button>
        </Acts>
      }
    >
      {log === 'reading' && <Say>{say('app.loading')}</Say>}
      {log === 'failed' && <NoticeStrip>{say('carry.why-storage-lost')}</NoticeStrip>}
      {typeof log !== 'string' && !there && <Say>{say('carry.nothing')}</Say>}
      {there && (
        <>
          {sender ? (
            <MovingCode sender={sender} label={say('carry.show')} />
          ) : (
            <NoticeStrip>{say('carry.too-long')}</NoticeStrip>
          )}
          {isSaved && <NoticeStrip>{say('carry.file-kept')}</NoticeStrip>}
          <Say>
            <b>{say('carry.count', { count: there.records })}</b>
          </Say>
          {there.left > 0 && <Say>{say('carry.left', { count: there.left })}</Say>}
          <Steps
            steps={[say('carry.show-where'), say('carry.show-until'), say('carry.show-after')]}
          />
        </>
      )}
      <Grow />
    </Screen>
  );
}
