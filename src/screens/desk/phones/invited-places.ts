import { mayStandUnder, type Place } from '../../../domain/place.ts';
import type { Role } from '../../../domain/role.ts';

/** Where a device of the role can be: a gate's at a gate or at what has gates, every other one above the gates. */
export const invitedPlaces = (places: readonly Place[], role: Role): readonly Place[] =>
  places.filter(
    ({ kind, closedAt }) =>
      closedAt === null &&
      (role === 'gate' ? kind === 'gate' || mayStandUnder('gate', kind) : kind !== 'gate'),
  );
