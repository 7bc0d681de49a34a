import type { Visitor } from '../../domain/entry.ts';
import type { Bytes } from '../../encoding/bytes.ts';
import { openVisitorCode, visitorCodeClear } from '../../sealing/visitor-code.ts';
import type { KeyStore } from '../keys/key-store.ts';

/** What a visitor wrote, as far as it can be read here. */
export interface OpenedForm {
  readonly visitor: Visitor;
  /** Persons that come together. */
  readonly people: number;
  /** False: the hidden part was changed, or its month's key is gone; its fields are empty then. */
  readonly isWhole: boolean;
}

/** The form in a visitor code that a gate recorded; null when the bytes are no visitor code. */
export async function openForm(code: Bytes, keys: KeyStore): Promise<OpenedForm | null> {
  const clear = visitorCodeClear(code);
  if (!clear) return null;
  const { people, ...seen } = clear;
  const hidden = await openVisitorCode(code, (keyId) => keys.sealingKeyPair(keyId));
  const nothing = { idNumber: '', phone: '', address: '', remark: '' };
  return { visitor: { ...seen, ...(hidden ?? nothing) }, people, isWhole: hidden !== null };
}
