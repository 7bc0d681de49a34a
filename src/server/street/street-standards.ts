import { type Standards, type StandardsItem, USUAL_STANDARDS } from '../../domain/gate-day.ts';
import type { StandardsAnswer } from '../../protocol/standards.ts';
import { type LedgerView, seenName, seenText } from '../ledger/ledger-view.ts';
import { aboveRestore } from '../store/restored-store.ts';
import type { Store } from '../store/store.ts';
import type { StreetSetting } from '../store/street-settings.ts';
import { openShiftsAt } from './gate-today.ts';

type StandardsStore = Pick<Store, 'streetSettings' | 'restoredAt'>;

const standardsFrom = (own: StreetSetting | null, { restoredAt }: StandardsStore): Standards =>
  own
    ? {
        version: aboveRestore(own.version, restoredAt),
        items: JSON.parse(own.value) as StandardsItem[],
      }
    : USUAL_STANDARDS;

/** What gates of a street must have: its own list, or the usual one. */
export const standardsOf = async (streetId: string, store: StandardsStore): Promise<Standards> =>
  standardsFrom(await store.streetSettings.find(streetId, 'standards'), store);

interface Change {
  readonly basedOn: number;
  readonly items: readonly StandardsItem[];
  /** Epoch ms. */
  readonly at: number;
  /** Name of the desk's device. */
  readonly by: string;
}

/** False: another list has come in between. */
export async function changeStandards(
  streetId: string,
  { basedOn, items, at, by }: Change,
  store: StandardsStore,
): Promise<boolean> {
  const { streetSettings } = store;
  const own = await streetSettings.find(streetId, 'standards');
  if (standardsFrom(own, store).version !== basedOn) return false;
  const value = JSON.stringify(items);
  const before = own?.version ?? 0;
  return (await streetSettings.set(streetId, 'standards', before, value, at, by)) === 'set';
}

/** The list, and what each gate within the scope last said that it lacks. */
export async function standardsAt(
  { streetId, scopePath, now }: { streetId: string; scopePath: string; now: number },
  view: LedgerView,
  store: StandardsStore & Pick<Store, 'standardsAnswers' | 'gates' | 'today'>,
): Promise<StandardsAnswer> {
  const { version, items } = await standardsOf(streetId, store);
  const known = new Set(items.map(({ id }) => id));
  const gateIds = (await store.gates.within(scopePath))
    .filter(({ closedAt }) => closedAt === null)
    .map(({ id }) => id);
  const open = new Set(
    (await openShiftsAt(gateIds, store, now)).map(({ gateId, shiftId }) => `${gateId} ${shiftId}`),
  );
  const answers = await store.standardsAnswers.latest(gateIds);
  return {
    version,
    items: [...items],
    gates: answers.map(({ gateId, shiftId, at, by, note, version: answered, missing }) => ({
      gateId,
      at,
      by: seenName(by, view),
      note: seenText(note, view),
      version: answered,
      missing: missing.filter((id) => known.has(id)),
      isThisShift: open.has(`${gateId} ${shiftId}`),
    })),
  };
}
