import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds the notices for a gate, sealed under its card, to that gate. */
export const noticesAad = (gateId: string): Bytes => utf8(`kadian notices ${gateId}`);
