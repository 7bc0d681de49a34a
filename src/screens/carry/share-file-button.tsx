import { useEffect, useState } from 'preact/hooks';
import type { Bytes } from '../../encoding/bytes.ts';
import type { CarriedKind } from '../../protocol/carried-prefix.ts';
import { carriedText } from '../../protocol/carried-text.ts';
import { Button } from '../../ui/button.tsx';
import { say } from '../../words/i18n.ts';
import { shareText } from './share-text.ts';

export interface ShareFileButtonProps {
  readonly kind: CarriedKind;
  /** Null: there is nothing. */
  readonly read: () => Promise<Bytes | null>;
  /** It lies among the downloads, and somebody has to send it on. */
  readonly onSaved: () => void;
}

export function ShareFileButton({ kind, read, onSaved }: ShareFileButtonProps) {
  const [bytes, setBytes] = useState<Bytes | null>(null);
  // Read before the tap: Safari lets a page share only right after one.
  useEffect(() => {
    let isGone = false;
    void read().then(
      (whole) => !isGone && setBytes(whole),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [read]);
  const share = async (whole: Bytes) => {
    const sentence = say(kind === 'log' ? 'carry.file-log' : 'carry.file-receipts');
    const shared = await shareText(carriedText(kind, whole, sentence), `kadian-${kind}.txt`);
    if (shared === 'saved') onSaved();
  };
  return (
    <Button
      kind="still"
      icon="up"
      isBusy={bytes === null}
      onClick={() => bytes && void share(bytes)}
    >
      {say('carry.file')}
    </Button>
  );
}
