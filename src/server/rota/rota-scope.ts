import { may } from '../../domain/role.ts';
import type { Volunteer } from '../../domain/rota.ts';
import { streetDaysEnd, streetMoment } from '../../domain/street-time.ts';
import { type LedgerView, seenName, viewOf } from '../ledger/ledger-view.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { Store } from '../store/store.ts';

export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Of so many of the street's days; null when the first is no day of the calendar. */
export function periodOf(day: string, days: number, zone: string): Period | null {
  const from = streetMoment(day, 0, 0, zone);
  return from === null ? null : { from, to: streetDaysEnd(from, days, zone) };
}

/** What a reader of the rota may see of it: gates of their scope, and people of the whole street. */
export interface RotaScope {
  readonly streetId: string;
  /** Closed ones too: what was served there stays. */
  readonly gates: ReadonlyMap<string, PlacedGate>;
  readonly view: LedgerView;
  readonly volunteer: (one: Volunteer) => Volunteer;
}

export async function rotaScope(
  device: PlacedDevice,
  store: Pick<Store, 'gates'>,
): Promise<RotaScope> {
  const view = viewOf(device);
  const seesPhones = may(device.role, 'keep-rota');
  const gates = await store.gates.within(device.place.path);
  return {
    streetId: device.streetId,
    gates: new Map(gates.map((gate) => [gate.id, gate])),
    view,
    volunteer: (one) => ({
      ...one,
      name: seenName(one.name, view),
      phone: seesPhones ? one.phone : '',
    }),
  };
}
