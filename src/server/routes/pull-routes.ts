import { isWithin } from '../../domain/place.ts';
import { toBase64Url } from '../../encoding/bytes.ts';
import { type PullAnswer, type PulledGate, parsePullQuery } from '../../protocol/pull.ts';
import { sealUnderCard } from '../../sealing/gate-card.ts';
import { rosterAad } from '../../sealing/roster-aad.ts';
import { revocationBitmap } from '../revocation-bitmap.ts';
import { SignedDocuments } from '../signed-documents.ts';
import type { PlacedGate } from '../store/gates.ts';
import { aboveRestore } from '../store/restored-store.ts';
import { usualPolicy } from '../street/policy-in-force.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, type RouteContext } from './route-context.ts';

/** What a card's nonce and tag add to a roster file. */
const SEAL_BYTES = 28;
const ACKNOWLEDGED_LIMIT = 200;
const GONE_LIMIT = 1000;

export function pullRoutes({ app, store, keys, clock, timeZone }: RouteContext): void {
  const policies = new SignedDocuments('policy', keys.policy);
  const signedPolicy = async (streetId: string) => {
    const made = await store.policies.current(streetId);
    const policy = made ?? usualPolicy(store, timeZone);
    // Under 0, or a street's own first version would be taken for the usual one.
    return policies.textOf(streetId, made?.version ?? 0, async () => policy);
  };
  const revocations = new SignedDocuments('revocations', keys.policy);
  const signedRevocations = async (streetId: string) => {
    const version = aboveRestore(await store.rosters.countRevoked(streetId), store.restoredAt);
    return revocations.textOf(streetId, version, async () => ({
      ...revocationBitmap(await store.rosters.revokedPasses(streetId)),
      version,
    }));
  };
  const pulledGate = async (gate: PlacedGate): Promise<PulledGate> => {
    const roster = await store.rosters.generation(gate.compoundId);
    return {
      id: gate.id,
      name: gate.name,
      compoundId: gate.compoundId,
      compoundName: gate.compoundName,
      cardEpoch: gate.cardEpoch,
      cardTag: gate.cardTag,
      rosterGeneration: roster.generation,
      rosterBytes: roster.generation === 0 ? 0 : roster.bytes + SEAL_BYTES,
    };
  };

  app.get('/api/pull', async (request): Promise<PullAnswer> => {
    const { deviceId, streetId, place, appVersion } = deviceOf(request);
    const asked = parsePullQuery(request.query);
    if (!asked.ok) throw new Refusal('body-malformed');
    const { app: version = appVersion } = asked.value;
    if (version !== appVersion) await store.devices.runsVersion(deviceId, version);
    const street = await store.places.find(streetId);
    if (!street) throw new Error('a device of a street that is not there');
    const now = clock();
    const within = await store.gates.within(place.path);
    const gates = within.filter(({ closedAt }) => closedAt === null);
    const gone = await store.gates.tell(
      deviceId,
      gates.map(({ id }) => id),
    );
    return {
      serverTime: now,
      incarnation: store.incarnation,
      streetName: street.name,
      placeName: place.name,
      keyList: toBase64Url(await keys.keyList(now)),
      policy: await signedPolicy(streetId),
      revocations: await signedRevocations(streetId),
      gates: await Promise.all(gates.map(pulledGate)),
      gone: gone.slice(0, GONE_LIMIT),
      acknowledged: await store.custody.acknowledged(deviceId, ACKNOWLEDGED_LIMIT),
    };
  });

  app.get<{ Params: { gateId: string } }>('/api/gates/:gateId/roster', async (request, reply) => {
    const gate = await store.gates.find(request.params.gateId);
    const inScope = gate && gate.closedAt === null && isWithin(gate, deviceOf(request).place.path);
    if (!inScope) throw new Refusal('not-found');
    const roster = await store.rosters.file(gate.compoundId);
    const pullKey = await keys.pullKey(gate.id, gate.cardEpoch);
    if (!roster || !pullKey) throw new Refusal('not-found');
    const aad = rosterAad(gate.id, roster.generation);
    const sealed = await sealUnderCard(roster.file, pullKey, aad);
    return reply
      .type('application/octet-stream')
      .header('etag', `"${roster.generation}"`)
      .send(Buffer.from(sealed));
  });
}
