import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds a handbook, sealed under a gate's card, to that gate. */
export const handbookAad = (gateId: string): Bytes => utf8(`kadian handbook ${gateId}`);
