import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds what a gate is told about its day, sealed under its card, to that gate. */
export const gateDayAad = (gateId: string): Bytes => utf8(`kadian day ${gateId}`);
