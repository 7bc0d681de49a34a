/** A gate card as it was shown: what is wrapped and what was pulled opens with it. */
export interface Card {
  readonly wrapKey: CryptoKey;
  readonly pullKey: CryptoKey;
  readonly epoch: number;
}
