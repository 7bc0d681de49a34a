import { type Bytes, utf8 } from '../encoding/bytes.ts';

/** Binds what a gate is told, sealed under its card, to that gate. */
export const briefingAad = (gateId: string): Bytes => utf8(`kadian briefing ${gateId}`);
