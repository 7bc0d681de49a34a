import type { DeskFailure } from '../../../desk-client/answer.ts';
import { say } from '../../../words/i18n.ts';

/** For acts, where "fetched again by itself" would be untrue; null: the failure's usual words do. */
export function notDoneWords(why: DeskFailure): string | null {
  switch (why) {
    case 'server-away':
      return say('not-done.server-away');
    case 'server-failed':
      return say('not-done.server-failed');
    case 'too-many':
      return say('not-done.too-many');
    case 'not-found':
      return say('not-done.not-found');
    case 'not-allowed':
      return say('not-done.not-allowed');
    default:
      return null;
  }
}
