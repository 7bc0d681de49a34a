import { useRef, useState } from 'preact/hooks';
import { FountainReceiver } from '../../encoding/fountain-receiver.ts';
import { readCarriedText, readFrameText } from '../../protocol/carried-text.ts';
import { type CarryOutcome, takeCarried } from './carry-outcome.ts';

export interface Receiving {
  /** How much of the moving codes is there, 0 to 1; null: none was seen. */
  readonly part: number | null;
  /** The last text was none of ours. */
  readonly isOther: boolean;
  /** Scanned, pasted or from a file. */
  readonly onText: (text: string) => void;
}

/** Puts a log or receipts together, from moving codes or from one text, and takes what is whole. */
export function useReceiving(onOutcome: (outcome: CarryOutcome) => void): Receiving {
  const receiver = useRef<FountainReceiver | null>(null);
  const isTaking = useRef(false);
  const [part, setPart] = useState<number | null>(null);
  const [isOther, setOther] = useState(false);

  const take = async (...whole: Parameters<typeof takeCarried>) => {
    if (isTaking.current) return;
    isTaking.current = true;
    onOutcome(await takeCarried(...whole));
  };
  const onText = (text: string) => {
    const read = readFrameText(text);
    if (!read) {
      const whole = readCarriedText(text);
      setOther(whole === null);
      if (whole) void take(whole.kind, whole.bytes, false);
      return;
    }
    setOther(false);
    const { kind, frame } = read;
    let taken = receiver.current?.take(frame);
    if (!taken || taken.kind === 'other') {
      // The other phone shows something new: a record was added, or a receipt came.
      receiver.current = new FountainReceiver(frame.stream);
      taken = receiver.current.take(frame);
    }
    setPart(receiver.current ? receiver.current.rank / receiver.current.blockCount : null);
    if (taken.kind === 'whole') void take(kind, taken.bytes, true);
  };
  return { part, isOther, onText };
}
