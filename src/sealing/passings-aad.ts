import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds a page of passings that is sealed under a gate's card to that gate and to the place where it ends. */
export const passingsAad = (gateId: string, cursor: string): Bytes =>
  utf8(`kadian passings ${gateId} ${cursor}`);
