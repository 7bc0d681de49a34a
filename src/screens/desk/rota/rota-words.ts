import type { DeskFailure } from '../../../desk-client/answer.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetClock, streetMoment } from '../../../domain/street-time.ts';
import type { ListedTurn } from '../../../protocol/rota.ts';
import { formatDate, formatTime, say } from '../../../words/i18n.ts';
import { dayWords } from '../parts/day-words.ts';
import { notDoneWords } from '../parts/not-done-words.ts';

/** '22:00–06:00'; midnight at the end is 24:00. */
export function hoursWords(
  { startsAt, endsAt }: Pick<ListedTurn, 'startsAt' | 'endsAt'>,
  zone: string,
): string {
  const end = streetClock(endsAt, zone);
  return `${streetClock(startsAt, zone)}–${end === '00:00' ? '24:00' : end}`;
}

/** '22–06', '06:30–14': where room is short. */
export const shortHoursWords = (
  turn: Pick<ListedTurn, 'startsAt' | 'endsAt'>,
  zone: string,
): string => hoursWords(turn, zone).replaceAll(':00', '');

/** '3月28日 22:00–06:00'. */
export const turnTimeWords = (
  turn: Pick<ListedTurn, 'startsAt' | 'endsAt'>,
  zone: string,
): string => `${formatDate(turn.startsAt, zone)} ${hoursWords(turn, zone)}`;

/** '3月28日 周六' of a calendar day. */
export const calendarDayWords = (day: string, zone: string): string =>
  dayWords(streetMoment(day, 12, 0, zone) ?? 0, zone);

/** '3月28日 周一到4月3日 周日'. */
export const weekWords = (monday: string, zone: string): string =>
  say('rota-desk.days-to', {
    from: calendarDayWords(monday, zone),
    to: calendarDayWords(dayPlus(monday, 6), zone),
  });

/** '7 小时 30 分'. */
export const durationWords = (minutes: number): string =>
  say('rota-desk.duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });

/** Hours with one decimal, as tables hold them. */
export const hoursFigure = (minutes: number): string => (minutes / 60).toFixed(1);

/** 'on' and since when, where that is known. */
export const stateWords = ({ state, cameAt }: ListedTurn, zone: string): string =>
  state === 'on' && cameAt !== null
    ? say('rota-desk.on-since', { time: formatTime(cameAt, zone) })
    : say(`rota-desk.state-${state}`);

/** A change of the rota is not allowed to those who see its acts only for what it asks. */
export const rotaFailureWords = (why: DeskFailure): string =>
  why === 'not-allowed'
    ? say('rota-desk.not-possible')
    : (notDoneWords(why) ?? say(`failure.${why}`));

export const telOf = (phone: string): string => `tel:${phone.replaceAll(/[ -]/g, '')}`;
