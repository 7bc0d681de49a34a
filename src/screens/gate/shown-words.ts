import type { Shown } from '../../domain/entry.ts';
import { isOneOfTwoCodes } from '../../domain/shown.ts';
import { streetDay } from '../../domain/street-time.ts';
import { formatDate, say } from '../../words/i18n.ts';

/** "绿码 无星", with the date of codes that were not that day's; null: neither was looked at. */
export function sayCodes(shown: readonly Shown[], at: number, timeZone: string): string | null {
  const codes = shown.filter(isOneOfTwoCodes);
  if (codes.length === 0) return null;
  const words = codes
    .map((one) =>
      one.kind === 'health-code'
        ? say(`codes.health-${one.colour}`)
        : say(`codes.card-${one.isStarred ? 'starred' : 'plain'}`),
    )
    .join(say('subject.comma'));
  const other = codes.find(({ shownOn }) => shownOn !== streetDay(at, timeZone));
  if (!other) return words;
  // Noon is on the same date in every zone that a street may have.
  const date = formatDate(Date.parse(`${other.shownOn}T12:00:00Z`));
  return say('codes.dated', { codes: words, date });
}
