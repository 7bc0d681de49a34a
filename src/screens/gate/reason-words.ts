import type { EntryFacts } from '../../domain/gate-record.ts';
import type { Passing } from '../../domain/passing.ts';
import type { Policy } from '../../domain/policy.ts';
import type { HouseholdColour, Reason } from '../../domain/reason.ts';
import { isOneOfTwoCodes } from '../../domain/shown.ts';
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
    case 'isolated':
    case 'pass-void':
    case 'returnee':
      return say(`reason.${reason.code}`, { until: dayWords(reason.until) });
    case 'quota-used':
      return say('reason.quota-used', {
        persons: reason.persons,
        periodDays: reason.periodDays,
        nextOn: dayWords(reason.nextOn),
      });
    case 'overstayed':
      return say('reason.overstayed', { minutes: reason.minutes });
    case 'overstay-cost':
      return say('reason.overstay-cost', { nextOn: dayWords(reason.nextOn) });
    case 'outside-hours': {
      const { opensAt, closesAt } = reason;
      return say('reason.outside-hours', {
        has: opensAt === null ? 'no' : 'yes',
        opens: opensAt === null ? '' : clockWords(opensAt),
        closes: closesAt === null ? '' : clockWords(closesAt),
      });
    }
    case 'purpose-not-allowed':
      return say('reason.purpose-not-allowed', { purpose: say(`purpose.${reason.purpose}`) });
    case 'codes-old':
      return say('reason.codes-old', { date: dayWords(reason.shownOn) });
    case 'not-local':
      return say('reason.not-local', { plate: reason.plate });
    case 'vehicle-not-measured':
      return say('reason.vehicle-not-measured', {
        people: reason.people,
        measured: reason.measured,
      });
    case 'document-used-up':
      return say('reason.document-used-up', {
        document: documentName(reason.documentId, policy),
        perDay: reason.perDay,
      });
    case 'lifted':
      return say('reason.lifted', { document: documentName(reason.documentId, policy) });
    case 'stale':
      return say('reason.stale', {
        known: reason.heardAt === null ? 'no' : 'yes',
        time: reason.heardAt === null ? '' : formatTime(reason.heardAt),
      });
    case 'travel-card-starred':
    case 'mask-missing':
    case 'pass-revoked':
    case 'pass-forged':
    case 'pass-foreign':
    case 'not-on-roster':
    case 'denied':
    case 'purpose-missing':
    case 'codes-missing':
    case 'vehicle-missing':
    case 'visitors-closed':
    case 'host-unconfirmed':
    case 'slip-missing':
    case 'same-instrument':
      return say(`reason.${reason.code}`);
    default:
      throw new Error(`unknown reason ${(reason satisfies never as Reason).code}`);
  }
}

/** Noon, which is on the same date in every zone that a street may have. */
const dayWords = (day: string): string => formatDate(Date.parse(`${day}T12:00:00Z`));

/** Minutes of the day: 570 → '09:30'. */
const clockWords = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A paper of other rules than these has its number for a name. */
const documentName = (id: number, policy: Policy): string =>
  policy.documents.find((one) => one.id === id)?.name ?? `#${id}`;

/** What weakens or explains a verdict and changes none. */
export const isOnlyTold = ({ code }: Reason): boolean =>
  code === 'stale' || code === 'overstayed' || code === 'lifted';

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
      case 'denied':
      case 'purpose-missing':
      case 'codes-missing':
      case 'vehicle-missing':
      case 'visitors-closed':
      case 'host-unconfirmed':
      case 'slip-missing':
      case 'same-instrument':
        return [{ code }];
      case 'purpose-not-allowed': {
        const told = facts.shown.find((one) => one.kind === 'purpose');
        return told ? [{ code, purpose: told.purpose }] : [];
      }
      case 'codes-old': {
        const days = facts.shown.filter(isOneOfTwoCodes).map(({ shownOn }) => shownOn);
        const oldest = days.sort()[0];
        return oldest === undefined ? [] : [{ code, shownOn: oldest }];
      }
      case 'not-local': {
        const vehicle = facts.shown.find((one) => one.kind === 'vehicle');
        return vehicle ? [{ code, plate: vehicle.plate }] : [];
      }
      case 'pass-expired':
      case 'pass-not-yet':
      case 'isolated':
      case 'pass-void':
      case 'returnee':
      case 'quota-used':
      case 'overstayed':
      case 'overstay-cost':
      case 'outside-hours':
      case 'vehicle-not-measured':
      case 'document-used-up':
      case 'stale':
      case 'lifted':
        return [];
      default:
        throw new Error(`unknown reason ${code satisfies never as string}`);
    }
  });
}
