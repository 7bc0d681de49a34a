import type { Shown } from '../../domain/entry.ts';
import type { Policy } from '../../domain/policy.ts';
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

/** "采购，铁路工作证，鄂J12345": what was told, without the codes; empty: nothing was. */
export function sayTold(shown: readonly Shown[], policy: Policy): string {
  return shown
    .flatMap((one): string[] => {
      switch (one.kind) {
        case 'purpose':
          return [say(`purpose.${one.purpose}`)];
        case 'document':
          return policy.documents.filter(({ id }) => id === one.documentId).map(({ name }) => name);
        case 'vehicle':
          return [say('ask.vehicle-told', { plate: one.plate, people: one.people })];
        case 'host':
          return one.household ? [say('subject.visits', { home: one.household })] : [];
        case 'goods':
          return [say(one.hasSlip ? 'ask.goods-slip' : 'ask.goods-no-slip')];
        case 'health-code':
        case 'travel-card':
        case 'visitor-form':
        case 'together':
        case 'instrument':
          return [];
        default:
          throw new Error(`unknown kind ${(one satisfies never as Shown).kind}`);
      }
    })
    .join(say('subject.comma'));
}
