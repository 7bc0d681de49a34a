import type { Answer } from '../../../desk-client/answer.ts';
import { streetDaysEnd } from '../../../domain/street-time.ts';
import { type ListedDevice, LOG_TROUBLES, type PhoneTrouble } from '../../../protocol/devices.ts';
import { PUBLIC_URL_REFUSALS } from '../../../protocol/invitations.ts';
import { formatDateTime, formatTime, say } from '../../../words/i18n.ts';
import { sayAge } from '../parts/age-words.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { isClockOff, phoneState } from './phone-list.ts';

const DAY_MS = 86_400_000;

/** '3 分钟前', or the date when it was longer ago than a day; `never` when it never was. */
export function agoWords(at: number | null, now: number, zone: string, never: string): string {
  if (at === null) return never;
  return now - at < DAY_MS
    ? say('phones.ago', { age: sayAge(now - at) })
    : formatDateTime(at, zone);
}

/** When an invitation or a shift ends, which is today or tomorrow: '明天 08:00'; the date of any other day. */
export function endWords(until: number, now: number, zone: string): string {
  const time = formatTime(until, zone);
  if (until >= now && until < streetDaysEnd(now, 1, zone))
    return say('phones.ends-today', { time });
  if (until >= now && until < streetDaysEnd(now, 2, zone)) {
    return say('phones.ends-tomorrow', { time });
  }
  return formatDateTime(until, zone);
}

export function clockWords(device: ListedDevice): string {
  const { clockSkewMs } = device;
  if (clockSkewMs === null) return '';
  if (!isClockOff(device)) return say('phones.clock-fine');
  const age = sayAge(Math.abs(clockSkewMs));
  return say(clockSkewMs > 0 ? 'phones.clock-fast' : 'phones.clock-slow', { age });
}

/** What is wrong with some records of one kind. `records` null: nobody knows of how many. */
export function troubleWords(kind: PhoneTrouble['kind'], records: number | null): string {
  if (kind === 'shared') return say('phones.trouble-shared');
  if (records === null) return say('phones.trouble-lost-unknown');
  return say(`phones.trouble-${kind}`, { count: records });
}

/** By kind, in the order of LOG_TROUBLES: each once, with all that it is about. */
export function troublesByKind({ troubles = [] }: Pick<ListedDevice, 'troubles'>) {
  return LOG_TROUBLES.flatMap((kind) => {
    const where = troubles.filter((one) => one.kind === kind);
    if (where.length === 0) return [];
    const known = where.reduce((sum, { records }) => sum + (records ?? 0), 0);
    return [{ kind, where, words: troubleWords(kind, known === 0 ? null : known) }];
  });
}

/** One line for all that asks for a look at a phone; empty when nothing does. */
export function troubleLine(device: ListedDevice): string {
  const kinds = troublesByKind(device);
  const isClockTold = isClockOff(device) && phoneState(device) === 'working';
  const what = [
    ...kinds.map(({ words }) => words),
    ...(isClockTold ? [say('phones.clock-is', { clock: clockWords(device) })] : []),
  ];
  return kinds.length === 0 ? '' : say('phones.troubles', { what: what.join(say('list.comma')) });
}

export function stateWords(device: ListedDevice, zone: string): string {
  const state = phoneState(device);
  return state === 'revoked' && device.revokedAt !== null
    ? say('phones.state-revoked', { time: formatDateTime(device.revokedAt, zone) })
    : say(state === 'waiting' ? 'phones.state-waiting' : 'phones.state-working');
}

/** Why there is no invitation and what to do; null: the failure's own words are enough. */
export function refusedInvitationWords({
  why,
  detail,
}: Extract<Answer<never>, { kind: 'failed' }>): string | null {
  if (why !== 'refused') return notDoneWords(why);
  const refusal = PUBLIC_URL_REFUSALS.find((one) => one === detail);
  return refusal ? say(`phones.url-${refusal}`) : null;
}
