interface SealingMonth {
  /** '2022-04' */
  readonly keyId: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** The month of that moment and the one after it, so that a phone offline over midnight can go on sealing. */
export function sealingMonths(now: number): readonly SealingMonth[] {
  const date = new Date(now);
  return [0, 1].map((ahead) => {
    const notBefore = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead);
    return {
      keyId: new Date(notBefore).toISOString().slice(0, 7),
      notBefore,
      notAfter: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead + 1),
    };
  });
}
