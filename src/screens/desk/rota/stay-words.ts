import type { HoursCard } from '../../../protocol/rota.ts';
import { formatTime, say } from '../../../words/i18n.ts';

/** '06:02–14:05', or since when somebody is there. */
export const stayWords = ({ from, until }: HoursCard['stays'][number], zone: string): string =>
  until === null
    ? say('rota-desk.here-since', { time: formatTime(from, zone) })
    : `${formatTime(from, zone)}–${formatTime(until, zone)}`;
