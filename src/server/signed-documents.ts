import { toBase64Url } from '../encoding/bytes.ts';
import { type DocumentUse, signDocument } from '../sealing/signed-document.ts';
import type { SigningKey } from './keys/key-store.ts';

interface Signed {
  readonly version: number;
  readonly keyId: string;
  readonly text: Promise<string>;
}

/** A street's policy or revocations as phones pull them: the same for all, so signed once a version and key. */
export class SignedDocuments {
  readonly #use: DocumentUse;
  readonly #signer: () => SigningKey;
  readonly #latest = new Map<string, Signed>();

  constructor(use: DocumentUse, signer: () => SigningKey) {
    this.#use = use;
    this.#signer = signer;
  }

  /** Base64url. What a version holds never changes; `contentOf` is asked for each once. */
  textOf(streetId: string, version: number, contentOf: () => Promise<object>): Promise<string> {
    const known = this.#latest.get(streetId);
    const signer = this.#signer();
    const { keyId } = signer;
    if (known?.version === version && known.keyId === keyId) return known.text;
    const signed: Signed = { version, keyId, text: this.#sign(contentOf, signer) };
    this.#latest.set(streetId, signed);
    signed.text.catch(() => {
      if (this.#latest.get(streetId) === signed) this.#latest.delete(streetId);
    });
    return signed.text;
  }

  async #sign(contentOf: () => Promise<object>, { key, keyId }: SigningKey): Promise<string> {
    return toBase64Url(await signDocument(this.#use, await contentOf(), key, keyId));
  }
}
