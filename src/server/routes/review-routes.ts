import { isWithin } from '../../domain/place.ts';
import { streetDaysEnd, streetMoment } from '../../domain/street-time.ts';
import { type PolicyPreview, parsePolicyPreviewAsked } from '../../protocol/policies.ts';
import {
  type CasesAnswer,
  type Done,
  type OutsideAnswer,
  parseCasesAsked,
  parseOutsideAsked,
  parseReviewMade,
  parseReviewsAsked,
  type ReviewsAnswer,
} from '../../protocol/reviews.ts';
import { previewPolicy } from '../judging/preview-policy.ts';
import { reviewsOf } from '../judging/reviews.ts';
import { ledgerFilter } from '../ledger/ledger-filter.ts';
import { type LedgerView, viewOf } from '../ledger/ledger-view.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { feverCases } from '../street/fever-cases.ts';
import { peopleOutside } from '../street/people-outside.ts';
import { policyInForce } from '../street/policy-in-force.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

interface AskedDay {
  readonly day: string;
  readonly gateIds?: string[] | undefined;
}

/** What the rules found afterwards, and what is still open. */
export function reviewRoutes(context: RouteContext): void {
  const { app, store, clock, changes, timeZone, findings, peopleOut } = context;
  /** The day by the street's clock, at those of the gates that the device sees. */
  async function periodOf({ day, gateIds }: AskedDay, device: PlacedDevice, view: LedgerView) {
    const from = streetMoment(day, 0, 0, timeZone);
    if (from === null) throw new Refusal('body-malformed');
    const asked = gateIds === undefined ? {} : { gateIds };
    const filter = await ledgerFilter(asked, device.place.path, view, store);
    const to = streetDaysEnd(from, 1, timeZone);
    return { streetId: device.streetId, gateIds: filter.gateIds, from, to };
  }

  app.post('/api/policies/preview', async (request): Promise<PolicyPreview> => {
    const device = deviceOf(request);
    const asked = jsonBody(request, parsePolicyPreviewAsked);
    const view = viewOf(device);
    const period = await periodOf(asked, device, view);
    const { timeZone: zone } = await policyInForce(device.streetId, store, timeZone, clock());
    const policy = {
      ...asked.policy,
      version: 0,
      effectiveFrom: period.from,
      timeZone: zone,
    } as Parameters<typeof previewPolicy>[0]['policy'];
    return previewPolicy({ ...period, policy }, view, store);
  });

  app.post('/api/reviews', async (request): Promise<ReviewsAnswer> => {
    const device = deviceOf(request);
    const asked = jsonBody(request, parseReviewsAsked);
    const view = viewOf(device);
    const { streetId, gateIds } = await periodOf(asked, device, view);
    return reviewsOf(await findings.ofDay(streetId, asked.day, gateIds), view, store);
  });

  app.post('/api/reviews/make', async (request): Promise<Done> => {
    const { place, name } = deviceOf(request);
    const { kind, gateId, id, note } = jsonBody(request, parseReviewMade);
    const gate = await store.gates.find(gateId);
    if (!gate || !isWithin(gate, place.path)) throw new Refusal('not-found');
    const [segmentId = '', number] = id.split('/');
    const record = { segmentId, number: Number(number) };
    if (!(await store.cases.entry(gate.id, record))) throw new Refusal('not-found');
    const at = clock();
    await store.reviews.set({ gateId: gate.id, id: record, kind, at, by: name, note });
    changes.announce({ entries: 0, at }, gate.path);
    return {};
  });

  app.post('/api/cases', async (request): Promise<CasesAnswer> => {
    const device = deviceOf(request);
    const asked = jsonBody(request, parseCasesAsked);
    const view = viewOf(device);
    return { cases: await feverCases(await periodOf(asked, device, view), view, store) };
  });

  app.post('/api/outside', async (request): Promise<OutsideAnswer> => {
    const { streetId, place } = deviceOf(request);
    const { placeId, overdueOnly } = jsonBody(request, parseOutsideAsked);
    const asked = placeId === undefined ? place : await store.places.find(placeId);
    if (!asked || !isWithin(asked, place.path)) throw new Refusal('not-found');
    const now = clock();
    const policy = await policyInForce(streetId, store, timeZone, now);
    const scopePath = asked.path;
    return peopleOutside({ streetId, scopePath, overdueOnly, policy, now }, store, peopleOut);
  });
}
