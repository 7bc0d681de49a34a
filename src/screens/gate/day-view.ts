/** Where a screen of the day was opened from, and goes back to. */
export type DayFrom = 'gate' | 'duty' | 'close';

/** Screens about the gate's day rather than about people. */
export type DayView =
  | { readonly kind: 'report'; readonly from: DayFrom }
  /** What another shift left in words. */
  | { readonly kind: 'handover'; readonly from: DayFrom }
  | { readonly kind: 'rota' }
  | { readonly kind: 'standards'; readonly from: DayFrom }
  | { readonly kind: 'handbook' }
  | { readonly kind: 'quiz' };
