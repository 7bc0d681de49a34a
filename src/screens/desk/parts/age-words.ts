import { say } from '../../../words/i18n.ts';

/** "3 分钟", the largest whole unit. */
export function sayAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return say('age.seconds', { count: seconds });
  if (seconds < 3600) return say('age.minutes', { count: Math.floor(seconds / 60) });
  return say('age.hours', { count: Math.floor(seconds / 3600) });
}
