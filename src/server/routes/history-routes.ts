import { maskedNameText } from '../../domain/masked-name.ts';
import { isWithin } from '../../domain/place.ts';
import { type HistoryAnswer, parseHistoryQuery } from '../../protocol/histories.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import { ledgerFilter } from '../ledger/ledger-filter.ts';
import { seenName, seenText, viewOf } from '../ledger/ledger-view.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

const HISTORY_LIMIT = 500;

/** A person's and a household's way through the gates of the reader's scope. */
export function historyRoutes({ app, store, account }: RouteContext): void {
  app.post('/api/histories', async (request): Promise<HistoryAnswer> => {
    const device = deviceOf(request);
    const { streetId } = device;
    const query = jsonBody(request, parseHistoryQuery);
    const resident =
      'residentNumber' in query
        ? await store.rosters.resident(streetId, query.residentNumber)
        : null;
    const householdId = 'householdId' in query ? query.householdId : resident?.householdId;
    const household =
      householdId === undefined ? null : await store.rosters.household(streetId, householdId);
    const compound = household && (await store.places.find(household.compoundId));
    if (!household || !compound || !isWithin(compound, device.place.path)) {
      throw new Refusal('not-found');
    }
    const view = viewOf(device);
    const members = await store.rosters.members(streetId, household.id);
    const filter = await ledgerFilter(query, device.place.path, view, store);
    const lines = await store.ledger.lines(filter, null, HISTORY_LIMIT + 1);
    await account(device, 'history', String(household.id), 1);
    return {
      household: {
        id: household.id,
        room: household.label,
        compoundName: compound.name,
        colour: household.colour,
        size: members.length,
      },
      people: members.map(({ rosterNumber, name, relation }) => {
        const seen = { name: seenName(name, view), relation: seenText(relation, view) };
        return { rosterNumber, maskedName: maskedNameText(name), ...seen };
      }),
      rows: await entryRows(lines.slice(0, HISTORY_LIMIT), store, view),
      more: lines.length > HISTORY_LIMIT,
    };
  });
}
