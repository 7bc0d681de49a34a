import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { keepScreenOn } from '../../devices/wake-lock.ts';
import type { Bytes } from '../../encoding/bytes.ts';
import { forgetCarried } from '../../storage/carried-logs.ts';
import { receiptsFor } from '../../sync/carry-receipts.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { MovingCode } from './moving-code.tsx';
import { codesOf } from './moving-codes.ts';
import { ShareFileButton } from './share-file-button.tsx';

export interface ReturnScreenProps {
  readonly deviceId: string;
  /** Gate or phone whose log it was. */
  readonly whose: string;
  readonly onLeave: () => void;
}

/** The server's receipt for what was carried, back to the phone that wrote it. */
export function ReturnScreen({ deviceId, whose, onLeave }: ReturnScreenProps) {
  const [receipts, setReceipts] = useState<Bytes | null>(null);
  const [isSaved, setSaved] = useState(false);
  useEffect(() => keepScreenOn(), []);
  useEffect(() => void receiptsFor(deviceId).then(setReceipts, () => undefined), [deviceId]);
  const sender = useMemo(() => receipts && codesOf('receipts', receipts), [receipts]);
  const read = useCallback(() => receiptsFor(deviceId), [deviceId]);
  return (
    <Screen
      top={<TopLine place={say('carry.return')} detail={whose} onBack={onLeave} />}
      acts={
        <Acts>
          <ShareFileButton kind="receipts" read={read} onSaved={() => setSaved(true)} />
          <Button
            kind="main"
            onClick={() => void forgetCarried(deviceId, 'received').then(onLeave)}
          >
            {say('carry.returned')}
          </Button>
        </Acts>
      }
    >
      {sender && <MovingCode sender={sender} label={say('carry.show')} />}
      {!receipts && <Say>{say('app.loading')}</Say>}
      {receipts && !sender && <NoticeStrip>{say('carry.too-long')}</NoticeStrip>}
      {isSaved && <NoticeStrip>{say('carry.file-kept')}</NoticeStrip>}
      <Steps steps={[say('carry.return-where'), say('carry.show-until')]} />
      <Grow />
    </Screen>
  );
}
