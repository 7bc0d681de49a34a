import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { toBase64Url } from '../encoding/bytes.ts';
import type { Problem } from '../protocol/problem.ts';
import { ChangeFeed } from './change-feed.ts';
import { KeptFindings } from './judging/kept-findings.ts';
import { GateDays } from './reports/gate-days.ts';
import { authenticate } from './routes/authenticate.ts';
import { type Access, isRouteName, ROUTE_ACCESS, SPENDS_SIGNATURE } from './routes/authority.ts';
import { briefingRoutes } from './routes/briefing-routes.ts';
import { cardRoutes } from './routes/card-routes.ts';
import { deviceRoutes } from './routes/device-routes.ts';
import { enrolmentRoutes } from './routes/enrolment-routes.ts';
import { entryRoutes } from './routes/entry-routes.ts';
import { exportRoutes } from './routes/export-routes.ts';
import { gateDayRoutes } from './routes/gate-day-routes.ts';
import { handbookRoutes } from './routes/handbook-routes.ts';
import { historyRoutes } from './routes/history-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import { invitationRoutes } from './routes/invitation-routes.ts';
import { keyListRoutes } from './routes/key-list-routes.ts';
import { mapRoutes } from './routes/map-routes.ts';
import { markRoutes } from './routes/mark-routes.ts';
import { noticeRoutes } from './routes/notice-routes.ts';
import { openApiRoutes } from './routes/open-api-routes.ts';
import { paperRoutes } from './routes/paper-routes.ts';
import { passRoutes } from './routes/pass-routes.ts';
import { placeRoutes } from './routes/place-routes.ts';
import { policyRoutes } from './routes/policy-routes.ts';
import { pullRoutes } from './routes/pull-routes.ts';
import { pushRoutes } from './routes/push-routes.ts';
import { Refusal, refusalOf } from './routes/refusal.ts';
import { reportRoutes } from './routes/report-routes.ts';
import { residentRoutes } from './routes/resident-routes.ts';
import { retentionRoutes } from './routes/retention-routes.ts';
import { reviewRoutes } from './routes/review-routes.ts';
import { rotaRoutes } from './routes/rota-routes.ts';
import type { Account, AppParts, RouteContext } from './routes/route-context.ts';
import { standardsRoutes } from './routes/standards-routes.ts';
import { todayRoutes } from './routes/today-routes.ts';
import { visitRoutes } from './routes/visit-routes.ts';
import type { TrustedProxies } from './settings.ts';
import { serveApp } from './static-app.ts';
import { PeopleOut } from './street/people-out.ts';

interface AppOptions extends AppParts {
  /** Whose word for the caller's address is taken: whoever connects, or these addresses; nobody's when absent. */
  readonly trustProxy?: TrustedProxies;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

const JSON_BODY_LIMIT = 64 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'self'",
    // The QR decoder is WebAssembly; this allows no eval of scripts.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), screen-wake-lock=(self), geolocation=(), microphone=()',
};
const HSTS = 'max-age=31536000';

/**
 * The server without its port: tests call it in process. Every route is in ROUTE_ACCESS or this throws;
 * unsigned calls get the app's files, /healthz and what a visitor's page needs.
 */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { store, keys, clock, distDir, tls, trustProxy, onFailure = () => undefined } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: JSON_BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    // An address that cannot be decoded never reaches the other handlers.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      refuse(reply.headers(SECURITY_HEADERS), new Refusal('not-found'), clock());
    },
    ...(trustProxy !== undefined && {
      trustProxy:
        trustProxy === 'nearest' ? (_address: string, hop: number) => hop < 1 : [...trustProxy],
    }),
    ...(tls ? { https: tls } : {}),
  }) as FastifyInstance;

  app.removeAllContentTypeParsers();
  for (const type of ['application/json', 'application/cbor', 'application/octet-stream']) {
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer' },
      async (_request: unknown, body: unknown) => body,
    );
  }
  app.decorateRequest('device', null);
  refuseInOurWords(app, clock, onFailure);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (tls) reply.header('strict-transport-security', HSTS);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    // Nothing is ever unpacked here, so that no small body becomes a large one.
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new Refusal('body-compressed');
  });

  closeConnectionsWhenClosing(app);

  await app.register(async (api) => {
    guardRoutes(api, options);
    const account: Account = ({ streetId, deviceId }, what, scopeId, count) =>
      store.accesses.add({ streetId, deviceId, what, scopeId, at: clock(), count });
    const changes = new ChangeFeed({ ledger: store.isShared ? store.ledger : null, clock });
    const gateDays = new GateDays(options);
    const findings = new KeptFindings(options);
    const peopleOut = new PeopleOut(store);
    api.addHook('onClose', () => findings.close());
    const kept = { gateDays, findings, peopleOut };
    const context: RouteContext = { ...options, app: api, changes, account, ...kept };
    const rootHash = toBase64Url(keys.rootHash);
    api.get('/healthz', async () => {
      const devices = (await store.devices.count()) > 0;
      return { ok: true, devices, rootHash };
    });
    for (const routes of [
      briefingRoutes,
      cardRoutes,
      deviceRoutes,
      enrolmentRoutes,
      pushRoutes,
      pullRoutes,
      entryRoutes,
      exportRoutes,
      gateDayRoutes,
      handbookRoutes,
      historyRoutes,
      importRoutes,
      invitationRoutes,
      openApiRoutes,
      keyListRoutes,
      mapRoutes,
      markRoutes,
      noticeRoutes,
      paperRoutes,
      passRoutes,
      placeRoutes,
      policyRoutes,
      reportRoutes,
      residentRoutes,
      retentionRoutes,
      reviewRoutes,
      rotaRoutes,
      standardsRoutes,
      todayRoutes,
      visitRoutes,
    ]) {
      routes(context);
    }
  });
  if (distDir !== null) await serveApp(app, distDir);
  return app;
}

/** A connection kept alive would hold the end of the process up for more than a minute. */
function closeConnectionsWhenClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

/** Looks each route up as it is made, and checks authority before its handler runs. */
function guardRoutes(api: FastifyInstance, { store, clock }: AppParts): void {
  const rules = new Map<string, { access: Access; spends: boolean }>();
  api.addHook('onRoute', ({ method, url }) => {
    const name = `${method} ${url}`;
    if (!isRouteName(name)) throw new Error(`${name} is not in ROUTE_ACCESS`);
    rules.set(name, { access: ROUTE_ACCESS[name], spends: SPENDS_SIGNATURE.has(name) });
  });
  api.addHook('preHandler', async (request) => {
    const rule = rules.get(`${request.method} ${request.routeOptions.url}`);
    if (!rule) throw new Error('a route without access rules');
    const { access, spends } = rule;
    if (access === 'open' || access === 'new-key') return;
    request.device = await authenticate(request, { access, spends }, store, clock());
  });
}

function refuse(reply: FastifyReply, refusal: Refusal, now: number): FastifyReply {
  const { retryAfterMs } = refusal.details;
  if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
  const problem: Problem = { error: refusal.code, ...refusal.details, serverTime: now };
  return reply
    .code(refusal.statusCode)
    .type('application/json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

function refuseInOurWords(
  app: FastifyInstance,
  clock: () => number,
  onFailure: (route: string, error: unknown) => void,
): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (!refusal) onFailure(`${request.method} ${request.routeOptions.url ?? ''}`, error);
    return refuse(reply, refusal ?? new Refusal('server-failed'), clock());
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, new Refusal('not-found'), clock()));
}
