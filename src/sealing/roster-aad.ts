import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds a roster file that is sealed under a gate's card to that gate and that generation. */
export const rosterAad = (gateId: string, generation: number): Bytes =>
  utf8(`kadian roster ${gateId} ${generation}`);
