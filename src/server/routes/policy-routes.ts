import { randomBytes } from 'node:crypto';
import {
  type PoliciesAnswer,
  type PolicyMade,
  parsePolicyMade,
  parsePolicyMake,
} from '../../protocol/policies.ts';
import type { MadePolicy } from '../store/policies.ts';
import { makePolicy } from '../street/make-policy.ts';
import { policiesNow, usualPolicy } from '../street/policy-in-force.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

const LISTED = 20;

/** Without what the parser does not know: rules of an older server may have had more. */
function shownPolicy(made: MadePolicy): PolicyMade {
  const parsed = parsePolicyMade(made);
  if (!parsed.ok) throw new Error(`policy ${made.policy.version} is of no known shape`);
  return parsed.value;
}

export function policyRoutes({ app, store, clock, timeZone, changes }: RouteContext): void {
  app.get('/api/policies', async (request): Promise<PoliciesAnswer> => {
    const { streetId } = deviceOf(request);
    const { inForce } = await policiesNow(streetId, store, timeZone, clock());
    const made = await store.policies.list(streetId, LISTED);
    const usual = { policy: usualPolicy(store, timeZone), madeAt: null, madeBy: '' };
    return {
      policies: [...made, ...(made.length === 0 ? [usual] : [])].map(shownPolicy),
      inForce: inForce.version,
    };
  });

  app.post('/api/policies', async (request): Promise<PolicyMade> => {
    const { streetId, name, place } = deviceOf(request);
    const make = jsonBody(request, parsePolicyMake);
    // The rules are the whole street's: whoever sees a part of it does not make them.
    if (place.parentId !== null) throw new Refusal('not-allowed');
    const now = clock();
    const noticeId = randomBytes(16).toString('hex');
    const made = await makePolicy(make, { streetId, name, timeZone, now, noticeId }, store);
    if (!made.ok) throw new Refusal('policy-refused', { why: made.why });
    changes.announce({ entries: 1, at: now }, place.path);
    return shownPolicy({ policy: made.policy, madeAt: now, madeBy: name });
  });
}
