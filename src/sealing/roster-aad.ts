import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds a roster file that is sealed under a gate's card to that gate and that generation. */
export const rosterAad = (gateId: string, generation: number): Bytes =>
  utf8(`kadian roster ${gateId} ${generation}`);

/** The same for what makes the roster of one generation out of an earlier one. */
export const rosterDeltaAad = (gateId: string, from: number, to: number): Bytes =>
  utf8(`kadian roster delta ${gateId} ${from} ${to}`);
