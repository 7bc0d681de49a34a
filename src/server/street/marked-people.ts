import type { MarkSubject } from '../../domain/mark.ts';
import { maskedNameText } from '../../domain/masked-name.ts';
import { isWithin } from '../../domain/place.ts';
import type { KeptMark } from '../store/marks.ts';
import type { Store } from '../store/store.ts';

export interface WhoseMark {
  readonly kept: KeptMark;
  /** The person's masked name with the room, the household's room, a plate, a masked ID number. */
  readonly who: string;
}

const SHOWN_OF_ID = 4;
const maskedId = (idNumber: string): string => `▇${idNumber.slice(-SHOWN_OF_ID)}`;

/** Those within a scope, each with whom it is about. Plates and ID numbers are known to the whole street. */
export async function marksWithin(
  kept: readonly KeptMark[],
  scopePath: string,
  { rosters, places }: Pick<Store, 'rosters' | 'places'>,
): Promise<WhoseMark[]> {
  const streetId = kept[0]?.streetId;
  if (streetId === undefined) return [];
  const subjects = kept.map(({ mark }) => mark.subject);
  const residents = new Map(
    (
      await rosters.residents(
        streetId,
        subjects.flatMap((one) => (one.kind === 'resident' ? [one.rosterNumber] : [])),
      )
    ).map((one) => [one.rosterNumber, one]),
  );
  const households = new Map(
    (
      await rosters.households(streetId, [
        ...subjects.flatMap((one) => (one.kind === 'household' ? [one.householdId] : [])),
        ...[...residents.values()].map(({ householdId }) => householdId),
      ])
    ).map((one) => [one.id, one]),
  );
  const paths = new Map((await places.within(`${streetId}/`)).map((one) => [one.id, one]));
  const isOurs = (compoundId: string | undefined): boolean => {
    const place = compoundId === undefined ? undefined : paths.get(compoundId);
    return place !== undefined && isWithin(place, scopePath);
  };
  const whose = (subject: MarkSubject): string | null => {
    switch (subject.kind) {
      case 'resident': {
        const resident = residents.get(subject.rosterNumber);
        if (!resident || !isOurs(resident.compoundId)) return null;
        const room = households.get(resident.householdId)?.label ?? '';
        return `${maskedNameText(resident.name)} ${room}`.trim();
      }
      case 'household': {
        const household = households.get(subject.householdId);
        return household && isOurs(household.compoundId) ? household.label : null;
      }
      case 'plate':
        return subject.plate;
      case 'id-number':
        return maskedId(subject.idNumber);
      default:
        throw new Error(`unknown subject ${subject satisfies never}`);
    }
  };
  return kept.flatMap((one) => {
    const who = whose(one.mark.subject);
    return who === null ? [] : [{ kept: one, who }];
  });
}
