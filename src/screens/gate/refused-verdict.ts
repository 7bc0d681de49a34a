import type { ReasonCode } from '../../domain/reason.ts';

/** How loud a refused code is: a forged or revoked pass stops; anything else is looked at. */
export const refusedVerdict = (code: ReasonCode): 'stop' | 'check' =>
  code === 'pass-forged' || code === 'pass-revoked' ? 'stop' : 'check';
