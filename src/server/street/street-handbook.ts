import type { HandbookAnswer, ToldHandbook } from '../../protocol/handbook.ts';
import { aboveRestore } from '../store/restored-store.ts';
import type { Store } from '../store/store.ts';
import type { StreetSetting } from '../store/street-settings.ts';

const RESULT_DAYS = 30;
const DAY_MS = 86_400_000;

type HandbookStore = Pick<Store, 'streetSettings' | 'restoredAt'>;

const toldOf = (own: StreetSetting | null, { restoredAt }: HandbookStore): ToldHandbook => {
  const text = own ? (JSON.parse(own.value) as string) : '';
  return { version: own && text !== '' ? aboveRestore(own.version, restoredAt) : 0, text };
};

/** The street's own handbook; version 0 while the app's holds. */
export const handbookOf = async (streetId: string, store: HandbookStore): Promise<ToldHandbook> =>
  toldOf(await store.streetSettings.find(streetId, 'handbook'), store);

/** The handbook, and how gates within the scope answered questions on what holds. */
export async function handbookAt(
  { streetId, scopePath, now }: { streetId: string; scopePath: string; now: number },
  store: HandbookStore & Pick<Store, 'quizAnswers' | 'gates'>,
): Promise<HandbookAnswer> {
  const own = await store.streetSettings.find(streetId, 'handbook');
  const gateIds = (await store.gates.within(scopePath)).map(({ id }) => id);
  const since = now - RESULT_DAYS * DAY_MS;
  return {
    ...toldOf(own, store),
    changedAt: own?.changedAt ?? null,
    changedBy: own?.changedBy ?? '',
    results: await store.quizAnswers.results(streetId, gateIds, since),
  };
}

interface Change {
  readonly basedOn: number;
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  /** Name of the desk's device. */
  readonly by: string;
}

/** False: another handbook has come in between. */
export async function changeHandbook(
  streetId: string,
  { basedOn, text, at, by }: Change,
  store: HandbookStore,
): Promise<boolean> {
  const { streetSettings } = store;
  const own = await streetSettings.find(streetId, 'handbook');
  if (toldOf(own, store).version !== basedOn) return false;
  const value = JSON.stringify(text);
  const before = own?.version ?? 0;
  return (await streetSettings.set(streetId, 'handbook', before, value, at, by)) === 'set';
}
