import type { EntryFacts } from '../../domain/gate-record.ts';
import type { Passing } from '../../domain/passing.ts';
import type { Policy } from '../../domain/policy.ts';
import type { HouseholdColour, Reason } from '../../domain/reason.ts';
import { formatDate, formatTime, say } from '../../words/i18n.ts';

/** 365 → '36.5' */
export const degrees = (tenths: number): string => (tenths / 10).toFixed(1);

/** The reason as a neighbour would say it. */
export function sayReason(reason: Reason, policy: Policy): string {
  switch (reason.code) {
    case 'fever-first':
    case 'fever-again':
    case 'reading-low':
      return say(`reason.${reason.code}`, {
        reading: degrees(reason.temperatureTenths),
        line: degrees(reason.thresholdTenths),
      });
    case 'colour':
      return say('reason.colour', {
        colour: say(`hue.${reason.colour}`),
        direction: reason.direction,
        verdict: policy.colours[reason.colour]?.[reason.direction] ?? 'check',
      });
    case 'pass-expired':
      return say('reason.pass-expired', { date: formatDate(reason.validUntil) });
    case 'pass-not-yet':
      return say('reason.pass-not-yet', { date: formatDate(reason.validFrom) });
    case 'health-code':
      return say('reason.health-code', { colour: reason.colour });
    case 'already-out':
    case 'already-in':
      return reason.since === null
        ? say('reason.already-untimed', { direction: reason.code === 'already-out' ? 'out' : 'in' })
        : say(`reason.${reason.code}`, { time: formatTime(reason.since) });
    case 'travel-card-starred':
    case 'mask-missing':
    case 'pass-revoked':
    case 'pass-forged':
    case 'pass-foreign':
    case 'not-on-roster':
      return say(`reason.${reason.code}`);
    default:
      throw new Error(`unknown reason ${(reason satisfies never as Reason).code}`);
  }
}

/**
 * The reasons of a saved entry with their data, as far as an entry can have them. `before`: how the person went through
 * last before it.
 */
export function reasonsOf(
  facts: EntryFacts,
  colour: HouseholdColour | null,
  policy: Policy,
  before: Passing | null,
): readonly Reason[] {
  return facts.reasons.flatMap((code): Reason[] => {
    switch (code) {
      case 'fever-first':
      case 'fever-again':
      case 'reading-low':
        if (!facts.reading) return [];
        return [
          {
            code,
            temperatureTenths: facts.reading.temperatureTenths,
            thresholdTenths:
              code === 'reading-low'
                ? policy.lowThresholdTenths
                : policy.feverThresholdTenths[facts.reading.site],
          },
        ];
      case 'colour':
        return colour ? [{ code, colour, direction: facts.direction }] : [];
      case 'health-code': {
        const shown = facts.shown.find((one) => one.kind === 'health-code');
        return shown && shown.colour !== 'green' ? [{ code, colour: shown.colour }] : [];
      }
      case 'already-out':
      case 'already-in':
        return [{ code, since: before?.direction === facts.direction ? before.at : null }];
      case 'travel-card-starred':
      case 'mask-missing':
      case 'pass-revoked':
      case 'pass-forged':
      case 'pass-foreign':
      case 'not-on-roster':
        return [{ code }];
      case 'pass-expired':
      case 'pass-not-yet':
        return [];
      default:
        throw new Error(`unknown reason ${code satisfies never as string}`);
    }
  });
}
