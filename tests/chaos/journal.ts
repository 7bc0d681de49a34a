/** What a screen showed as done. Times are epoch ms as the phone's clock had them, kept to the second. */
export type Saved =
  | {
      readonly kind: 'entry';
      readonly segmentId: string;
      readonly number: number;
      readonly at: number;
      readonly passNumber: number;
      readonly temperatureTenths: number;
      readonly isIn: boolean;
    }
  | { readonly kind: 'undo'; readonly segmentId: string; readonly number: number }
  | { readonly kind: 'decision'; readonly segmentId: string; readonly number: number }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'start'; readonly shiftId: string }
  | { readonly kind: 'close'; readonly shiftId: string; readonly recordCount: number };

/** One phone as the checker is to find it at the server. */
export interface PhoneAccount {
  readonly name: string;
  readonly deviceId: string;
  readonly isRevoked: boolean;
  readonly saved: readonly Saved[];
  /** Every record that is on the phone at the end, shown as saved or not. */
  readonly onPhone: readonly {
    readonly segmentId: string;
    readonly number: number;
    readonly sealed: Uint8Array;
  }[];
  /** Receipts that the phone has verified and holds. */
  readonly receipts: readonly {
    readonly segmentId: string;
    readonly number: number;
    readonly bytes: Uint8Array;
  }[];
  /** What is left unsent, or stands as trouble, when everything was let through. */
  readonly complaints: readonly string[];
}
