import { encodeBase45 } from '../encoding/base45.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { writeCbor } from '../encoding/cbor-writer.ts';
import { hpkeSealSmall } from './hpke-seal-small.ts';
import {
  clearItems,
  clearItemsAad,
  type HiddenAnswers,
  MINUTE_MS,
  PADDED_LENGTHS,
  VISITOR_CODE_INFO,
  VISITOR_CODE_PREFIX,
  type VisitorForm,
} from './visitor-form.ts';

export interface VisitorSealingKey {
  readonly keyId: string;
  /** 65 bytes. */
  readonly publicKey: Bytes;
}

/**
 * Text for a QR code in alphanumeric mode: usual answers make about 410 characters, version 12 at level M. `madeAt`
 * is epoch ms, kept to the minute. Apart from the code that reads it, so that a visitor's page carries no CBOR reader.
 * Throws when the key is no point of P-256 or the answers are longer than VISITOR_FORM_LIMITS.
 */
export async function sealVisitorCode(
  form: VisitorForm,
  key: VisitorSealingKey,
  madeAt: number,
): Promise<string> {
  const items = clearItems(key.keyId, Math.floor(madeAt / MINUTE_MS), form);
  const hidden = padded(form);
  const aad = clearItemsAad(items);
  const { enc, sealed } = await hpkeSealSmall(key.publicKey, VISITOR_CODE_INFO, aad, hidden);
  return VISITOR_CODE_PREFIX + encodeBase45(writeCbor([...items, enc, sealed]));
}

/** ISO/IEC 7816-4: 80, then zeros, to the next of the lengths. */
function padded({ idNumber, phone, address, remark }: HiddenAnswers): Bytes {
  const plain = writeCbor([idNumber, phone, address, remark]);
  const length = PADDED_LENGTHS.find((one) => one > plain.length);
  if (length === undefined) throw new RangeError('answers');
  const bytes = new Uint8Array(length);
  bytes.set(plain);
  bytes[plain.length] = 0x80;
  return bytes;
}
