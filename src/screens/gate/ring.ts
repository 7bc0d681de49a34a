import type { Signal } from '../../devices/signal.ts';
import { sound } from '../../devices/sound.ts';
import { vibrate } from '../../devices/vibration.ts';
import type { Settings } from '../../storage/settings.ts';

/** Says it without sight, as far as the person wants it. */
export function ring(signal: Signal, settings: Settings): void {
  if (settings.sound) sound(signal);
  if (settings.vibration) vibrate(signal);
}
