import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isWithin } from '../../domain/place.ts';
import { toBase64Url } from '../../encoding/bytes.ts';
import {
  encodePassings,
  encodePassingsAnswer,
  parsePassingsQuery,
} from '../../protocol/passings.ts';
import { type PullAnswer, type PulledGate, parsePullQuery } from '../../protocol/pull.ts';
import { parseRosterQuery, ROSTER_DELTA_TYPE } from '../../protocol/roster-delta.ts';
import { sealUnderCard } from '../../sealing/gate-card.ts';
import type { CryptoKey } from '../../sealing/keys.ts';
import { passingsAad } from '../../sealing/passings-aad.ts';
import { rosterAad, rosterDeltaAad } from '../../sealing/roster-aad.ts';
import { revocationBitmap } from '../revocation-bitmap.ts';
import { SignedDocuments } from '../signed-documents.ts';
import type { PlacedGate } from '../store/gates.ts';
import { aboveRestore } from '../store/restored-store.ts';
import { passingsPage } from '../street/passings-page.ts';
import { policiesNow } from '../street/policy-in-force.ts';
import { RosterDeltas } from '../street/roster-deltas.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, type RouteContext } from './route-context.ts';

/** What a card's nonce and tag add to a roster file. */
const SEAL_BYTES = 28;
const ACKNOWLEDGED_LIMIT = 200;
const GONE_LIMIT = 1000;

/** A name for these bytes: other bytes have another one. */
const nameOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);

export function pullRoutes({ app, store, keys, clock, timeZone }: RouteContext): void {
  const policies = new SignedDocuments('policy', () => keys.policy);
  const nextPolicies = new SignedDocuments('policy', () => keys.policy);
  const revocations = new SignedDocuments('revocations', () => keys.policy);
  const deltas = new RosterDeltas(store.rosters);
  /** Not by their bytes: every server process signs them anew. Under another key, or after a restore, they are others. */
  const versionOf = (version: number | 'usual'): string =>
    nameOf(`${store.incarnation} ${keys.policy.keyId} ${version}`);
  const policiesOf = async (streetId: string, now: number) => {
    const { inForce, next, isUsual } = await policiesNow(streetId, store, timeZone, now);
    return {
      inForce: {
        version: versionOf(isUsual ? 'usual' : inForce.version),
        // Under 0, or a street's own first version would be taken for the usual one.
        signed: () => policies.textOf(streetId, isUsual ? 0 : inForce.version, async () => inForce),
      },
      next: next && {
        version: versionOf(next.version),
        signed: () => nextPolicies.textOf(streetId, next.version, async () => next),
      },
    };
  };
  const revocationsOf = async (streetId: string) => {
    const version = aboveRestore(await store.rosters.countRevoked(streetId), store.restoredAt);
    const content = async () => ({
      ...revocationBitmap(await store.rosters.revokedPasses(streetId)),
      version,
    });
    return {
      version: versionOf(version),
      signed: () => revocations.textOf(streetId, version, content),
    };
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
    const has = asked.value;
    const { app: version = appVersion } = has;
    if (version !== appVersion) await store.devices.runsVersion(deviceId, version);
    if (has.unsent !== undefined) await store.devices.hasUnsent(deviceId, Number(has.unsent));
    const street = await store.places.find(streetId);
    if (!street) throw new Error('a device of a street that is not there');
    const now = clock();
    const within = await store.gates.within(place.path);
    const open = within.filter(({ closedAt }) => closedAt === null);
    const told = await store.gates.tell(
      deviceId,
      open.map(({ id }) => id),
    );
    const places = {
      gates: await Promise.all(open.map(pulledGate)),
      gone: told.slice(0, GONE_LIMIT),
    };
    const keyList = toBase64Url(await keys.keyList(now));
    const { inForce: policy, next } = await policiesOf(streetId, now);
    const revoked = await revocationsOf(streetId);
    const versions = {
      keyList: nameOf(keyList),
      policy: policy.version,
      ...(next && { nextPolicy: next.version }),
      revocations: revoked.version,
      gates: nameOf(`${store.incarnation} ${JSON.stringify(places)}`),
    };
    const { incarnation } = store;
    return {
      serverTime: now,
      incarnation,
      versions,
      streetName: street.name,
      placeName: place.name,
      ...(has.keys !== versions.keyList && { keyList }),
      ...(has.policy !== versions.policy && { policy: await policy.signed() }),
      ...(next && has.next !== next.version && { nextPolicy: await next.signed() }),
      ...(has.revoked !== versions.revocations && { revocations: await revoked.signed() }),
      ...(has.gates !== versions.gates && places),
      ...(has.incarnation !== incarnation && {
        acknowledged: await store.custody.acknowledged(deviceId, ACKNOWLEDGED_LIMIT),
      }),
    };
  });

  /** @throws Refusal as if it were not there when the gate is closed or out of the device's scope. */
  const gateWithin = async (
    request: FastifyRequest<{ Params: { gateId: string } }>,
  ): Promise<{ gate: PlacedGate; pullKey: CryptoKey }> => {
    const gate = await store.gates.find(request.params.gateId);
    const inScope = gate && gate.closedAt === null && isWithin(gate, deviceOf(request).place.path);
    const pullKey = inScope ? await keys.pullKey(gate.id, gate.cardEpoch) : null;
    if (!gate || !pullKey) throw new Refusal('not-found');
    return { gate, pullKey };
  };

  app.get<{ Params: { gateId: string } }>('/api/gates/:gateId/roster', async (request, reply) => {
    const asked = parseRosterQuery(request.query);
    if (!asked.ok) throw new Refusal('body-malformed');
    const { gate, pullKey } = await gateWithin(request);
    const roster = await store.rosters.file(gate.compoundId);
    if (!roster) throw new Refusal('not-found');
    const { from } = asked.value;
    const { generation, file } = roster;
    const delta = from === undefined ? null : await deltas.of(gate.compoundId, from, roster);
    const sealed =
      delta && from !== undefined
        ? await sealUnderCard(delta, pullKey, rosterDeltaAad(gate.id, from, generation))
        : await sealUnderCard(file, pullKey, rosterAad(gate.id, generation));
    return reply
      .type(delta ? ROSTER_DELTA_TYPE : 'application/octet-stream')
      .header('etag', `"${generation}"`)
      .send(Buffer.from(sealed));
  });

  app.get<{ Params: { gateId: string } }>('/api/gates/:gateId/passings', async (request, reply) => {
    const asked = parsePassingsQuery(request.query);
    if (!asked.ok) throw new Refusal('body-malformed');
    const { gate, pullKey } = await gateWithin(request);
    const { incarnation } = store;
    const { streetId, compoundId, cardEpoch } = gate;
    const since = asked.value.since ?? null;
    const now = clock();
    const about = { incarnation, streetId, compoundId, since, now };
    const { isFresh, more, cursor, ...told } = await passingsPage(store.passings, about);
    const isEmpty = told.passings.length === 0 && told.removed.length === 0;
    const page = isEmpty
      ? null
      : await sealUnderCard(encodePassings(told), pullKey, passingsAad(gate.id, cursor));
    const answer = { cardEpoch, isFresh, more, cursor, serverTime: now, page };
    return reply.type('application/cbor').send(Buffer.from(encodePassingsAnswer(answer)));
  });
}
