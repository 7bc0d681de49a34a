import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isWithin } from '../../domain/place.ts';
import type { Bytes } from '../../encoding/bytes.ts';
import { sealUnderCard } from '../../sealing/gate-card.ts';
import type { PlacedGate } from '../store/gates.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, type RouteContext } from './route-context.ts';

export type OfGate = { Params: { gateId: string } };

interface Told {
  readonly plainOf: (gate: PlacedGate) => Promise<Bytes>;
  readonly aadOf: (gateId: string) => Bytes;
}

/**
 * What a gate is told, sealed under its card; 304 while the phone has the same.
 * @throws Refusal as if it were not there when the gate is closed or out of the device's scope.
 */
export async function answerSealed(
  request: FastifyRequest<OfGate>,
  reply: FastifyReply,
  { store, keys }: Pick<RouteContext, 'store' | 'keys'>,
  { plainOf, aadOf }: Told,
): Promise<FastifyReply> {
  const gate = await store.gates.find(request.params.gateId);
  const inScope = gate && gate.closedAt === null && isWithin(gate, deviceOf(request).place.path);
  const pullKey = inScope ? await keys.pullKey(gate.id, gate.cardEpoch) : null;
  if (!inScope || !pullKey) throw new Refusal('not-found');
  const plain = await plainOf(gate);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
  const etag = `"${gate.cardEpoch}.${hash}"`;
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const sealed = await sealUnderCard(plain, pullKey, aadOf(gate.id));
  return reply.type('application/octet-stream').header('etag', etag).send(Buffer.from(sealed));
}
