import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PublicUrlRefusal } from '../../protocol/invitations.ts';
import type { Parsed } from '../../protocol/shapes.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { KeptFindings } from '../judging/kept-findings.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { GateDays } from '../reports/gate-days.ts';
import type { AccessKind } from '../store/accesses.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { Store } from '../store/store.ts';
import type { PeopleOut } from '../street/people-out.ts';
import { bodyOf } from './authenticate.ts';
import { Refusal } from './refusal.ts';

/** What the routes are made of. */
export interface AppParts {
  readonly store: Store;
  readonly keys: KeyStore;
  /** Epoch ms. */
  readonly clock: () => number;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
  /** Where phones reach the server, without a slash at the end: invitations name it. */
  readonly publicUrl: string;
  /** Why phones cannot use that address, as far as the server can tell. */
  readonly checkPublicUrl: () => Promise<PublicUrlRefusal | null>;
  /** Folder of the built app; null serves the API alone. */
  readonly distDir: string | null;
  /** Told of failures of the server itself: the route and the error, never what was sent. */
  readonly onFailure?: (route: string, error: unknown) => void;
}

/** Keeps that this device was shown something, before it is. `scopeId`: of the gate, compound, place or household. */
export type Account = (
  device: PlacedDevice,
  what: AccessKind,
  scopeId: string,
  count: number,
) => Promise<void>;

export interface RouteContext extends AppParts {
  readonly account: Account;
  readonly app: FastifyInstance;
  readonly changes: ChangeFeed;
  readonly gateDays: GateDays;
  readonly findings: KeptFindings;
  readonly peopleOut: PeopleOut;
}

declare module 'fastify' {
  interface FastifyRequest {
    device: PlacedDevice | null;
  }
}

/** The device that the request was signed by; only on routes that ask for one. */
export function deviceOf(request: FastifyRequest): PlacedDevice {
  if (!request.device) throw new Error(`${request.url} asks for no device`);
  return request.device;
}

/** @throws Refusal when the body is not JSON, or not of the shape. */
export function jsonBody<T>(request: FastifyRequest, parse: (json: unknown) => Parsed<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bodyOf(request)));
  } catch {
    throw new Refusal('body-malformed');
  }
  const parsed = parse(json);
  if (!parsed.ok) throw new Refusal('body-malformed');
  return parsed.value;
}

/** For calls that say all in their address. @throws Refusal when the body is anything but {}. */
export function emptyBody(request: FastifyRequest): void {
  jsonBody(request, (json) =>
    JSON.stringify(json) === '{}' ? { ok: true, value: null } : { ok: false },
  );
}
