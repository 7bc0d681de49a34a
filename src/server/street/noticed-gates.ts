import { isWithin } from '../../domain/place.ts';
import type { ListedNotice, NoticeAnswer } from '../../protocol/notices.ts';
import { type LedgerView, seenName } from '../ledger/ledger-view.ts';
import type { ListedDevice } from '../store/devices.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { KeptNotice, NoticeReadAt } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import { placesOn, untilOtherRules } from './gate-notices.ts';

/** Among as many of the street's notices the rules that followed are looked for. */
const RULES_AT_MOST = 200;

type Parts = Pick<Store, 'notices' | 'places' | 'gates' | 'devices'>;

/** Who there is to read notices: open gates within a scope, and the phones that work any of them. */
interface Audience {
  readonly gates: readonly PlacedGate[];
  readonly phones: readonly ListedDevice[];
  /** Path of a place that a notice may be for. */
  readonly pathOf: ReadonlyMap<string, string>;
  readonly nameOf: ReadonlyMap<string, string>;
  /** By the notice's place, filled as it is asked for: most are for the same few. */
  readonly heard: Map<string, Pick<Audience, 'gates' | 'phones'>>;
}

async function audienceOf(
  streetId: string,
  scopePath: string,
  { gates, devices, places }: Parts,
): Promise<Audience> {
  const within = await places.within(scopePath);
  const above = await Promise.all(
    placesOn(scopePath)
      .slice(0, -1)
      .map((id) => places.find(id)),
  );
  const heard = [...above.flatMap((place) => place ?? []), ...within];
  return {
    gates: (await gates.within(scopePath)).filter(({ closedAt }) => closedAt === null),
    // A phone of a place above may stand at a gate of this scope.
    phones: (await devices.within(`${streetId}/`)).filter(
      ({ role, revokedAt, checkCode, place }) =>
        role === 'gate' &&
        revokedAt === null &&
        checkCode === null &&
        (isWithin(place, scopePath) || scopePath.startsWith(place.path)),
    ),
    pathOf: new Map(heard.map(({ id, path }) => [id, path])),
    nameOf: new Map(heard.map(({ id, name }) => [id, name])),
    heard: new Map(),
  };
}

type Heard = Pick<Audience, 'gates' | 'phones'>;

function heardBy({ gates, phones, pathOf, heard }: Audience, { placeId }: KeptNotice): Heard {
  const known = heard.get(placeId);
  if (known) return known;
  const path = pathOf.get(placeId) ?? `${placeId}/`;
  const of = gates.filter((gate) => isWithin(gate, path));
  const works = ({ place }: ListedDevice): boolean => of.some((gate) => isWithin(gate, place.path));
  const found = { gates: of, phones: phones.filter(works) };
  heard.set(placeId, found);
  return found;
}

function listed(
  notice: KeptNotice,
  audience: Audience,
  reads: readonly NoticeReadAt[],
): ListedNotice {
  const { gates, phones } = heardBy(audience, notice);
  const own = reads.filter(({ noticeId }) => noticeId === notice.id);
  const [readGates, readPhones] = [
    new Set(own.map(({ gateId }) => gateId)),
    new Set(own.map(({ deviceId }) => deviceId)),
  ];
  const { id, placeId, title, text, madeAt, madeBy, expiresAt, withdrawnAt, policy } = notice;
  return {
    id,
    kind: policy ? 'policy' : 'words',
    placeId,
    placeName: audience.nameOf.get(placeId) ?? '',
    title,
    text,
    madeAt,
    madeBy,
    expiresAt,
    withdrawnAt,
    policy: policy && { ...policy },
    gates: gates.length,
    gatesRead: gates.filter((gate) => readGates.has(gate.id)).length,
    phones: phones.length,
    phonesRead: phones.filter(({ deviceId }) => readPhones.has(deviceId)).length,
  };
}

/** Newest first: those that any gate within the scope hears of. */
export async function noticesWithin(
  streetId: string,
  scopePath: string,
  store: Parts,
  limit: number,
): Promise<ListedNotice[]> {
  const audience = await audienceOf(streetId, scopePath, store);
  const kept = untilOtherRules(
    await store.notices.at(streetId, [...audience.pathOf.keys()], limit),
  );
  const reads = await store.notices.readAt(
    streetId,
    kept.map(({ id }) => id),
  );
  return kept.map((notice) => listed(notice, audience, reads));
}

/** Gate by gate within the scope; null: no gate there hears of it. */
export async function noticeWithin(
  streetId: string,
  scopePath: string,
  id: string,
  view: LedgerView,
  store: Parts,
): Promise<NoticeAnswer | null> {
  const found = await store.notices.find(streetId, id);
  const rules = found?.policy ? await store.notices.at(streetId, [streetId], RULES_AT_MOST) : [];
  const notice = untilOtherRules(rules).find((one) => one.id === id) ?? found;
  const audience = await audienceOf(streetId, scopePath, store);
  if (!notice || !audience.pathOf.has(notice.placeId)) return null;
  const { gates, phones } = heardBy(audience, notice);
  const reads = await store.notices.reads(streetId, id);
  const nameOf = new Map(
    (await store.devices.within(`${streetId}/`)).map((device) => [device.deviceId, device.name]),
  );
  const readPhones = new Set(reads.map(({ deviceId }) => deviceId));
  return {
    notice: listed(notice, audience, reads),
    gates: gates.map((gate) => ({
      id: gate.id,
      name: gate.name,
      compoundName: gate.compoundName,
      reads: reads
        .filter(({ gateId }) => gateId === gate.id)
        .map(({ by, deviceId, at }) => ({
          by: seenName(by, view),
          deviceId,
          deviceName: nameOf.get(deviceId) ?? '',
          at,
        })),
    })),
    unreadPhones: phones
      .filter(({ deviceId }) => !readPhones.has(deviceId))
      .map(({ deviceId, name, lastSeenAt }) => ({ deviceId, name, lastSeenAt })),
  };
}
