import { type Bytes, fromBase64Url, toBase64Url } from '../encoding/bytes.ts';
import type { Parsed } from './shapes.ts';

/** What a visitor's page asks for, once: `GET /api/visit-key?gate=ID`. The same for everybody, and open to all. */
export interface VisitKey {
  readonly sealingKey: { readonly keyId: string; readonly publicKey: Bytes };
  readonly streetName: string;
  /** How long a code may stay on a visitor's phone; 0: not at all. */
  readonly visitorCodeDays: number;
}

export interface VisitKeyAnswer {
  readonly sealingKey: {
    readonly keyId: string;
    /** Base64url of 65 bytes. */
    readonly publicKey: string;
  };
  readonly streetName: string;
  readonly visitorCodeDays: number;
}

export const visitKeyAnswer = ({
  sealingKey: { keyId, publicKey },
  streetName,
  visitorCodeDays,
}: VisitKey): VisitKeyAnswer => ({
  sealingKey: { keyId, publicKey: toBase64Url(publicKey) },
  streetName,
  visitorCodeDays,
});

/** By hand: a visitor's page has no room for a schema library. */
export function parseVisitKeyAnswer(json: unknown): Parsed<VisitKey> {
  const { sealingKey, streetName, visitorCodeDays } = fieldsOf(json);
  const { keyId, publicKey } = fieldsOf(sealingKey);
  const bytes = typeof publicKey === 'string' ? fromBase64Url(publicKey) : null;
  if (bytes?.length !== 65 || !isText(keyId, 16) || !isText(streetName, 100)) return { ok: false };
  if (!isDays(visitorCodeDays)) return { ok: false };
  return {
    ok: true,
    value: { sealingKey: { keyId, publicKey: bytes }, streetName, visitorCodeDays },
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= maxLength;

const isDays = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 366;
