import { parseStandardsChange, type StandardsAnswer } from '../../protocol/standards.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { changeStandards, standardsAt } from '../street/street-standards.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function standardsRoutes({ app, store, clock, changes }: RouteContext): void {
  const standards = (device: PlacedDevice): Promise<StandardsAnswer> => {
    const { streetId, place } = device;
    const asked = { streetId, scopePath: place.path, now: clock() };
    return standardsAt(asked, viewOf(device), store);
  };

  app.get('/api/standards', (request): Promise<StandardsAnswer> => standards(deviceOf(request)));

  app.post('/api/standards/change', async (request): Promise<StandardsAnswer> => {
    const device = deviceOf(request);
    const { streetId, name, place } = device;
    const change = jsonBody(request, parseStandardsChange);
    // They are the whole street's: whoever sees a part of it does not set them.
    if (place.parentId !== null) throw new Refusal('not-allowed');
    const at = clock();
    if (!(await changeStandards(streetId, { ...change, at, by: name }, store))) {
      throw new Refusal('policy-refused', { why: 'outdated' });
    }
    changes.announce({ entries: 0, at }, place.path);
    return standards(device);
  });
}
