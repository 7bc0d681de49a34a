import * as v from 'valibot';
import {
  deviceChangedSchema,
  deviceChangeSchema,
  devicesAnswerSchema,
} from '../../protocol/devices.ts';
import {
  enrolAnswerSchema,
  enrolRequestSchema,
  enrolWaitSchema,
} from '../../protocol/enrolment.ts';
import { entryPageSchema, entryQuerySchema } from '../../protocol/entries.ts';
import { exportRequestSchema } from '../../protocol/exports.ts';
import { historyAnswerSchema, historyQuerySchema } from '../../protocol/histories.ts';
import {
  importApplySchema,
  importListSchema,
  importPartSavedSchema,
  importReadSchema,
  importStartedSchema,
  importStartSchema,
  importStateSchema,
} from '../../protocol/imports.ts';
import {
  invitationEndSchema,
  invitationMadeSchema,
  invitationRequestSchema,
  invitationsAnswerSchema,
} from '../../protocol/invitations.ts';
import { keyListAnswerSchema } from '../../protocol/key-list.ts';
import {
  contactChangeSchema,
  contactsAnswerSchema,
  markChangeSchema,
  marksAnswerSchema,
} from '../../protocol/marks.ts';
import {
  noticeAnswerSchema,
  noticeChangeSchema,
  noticesAnswerSchema,
} from '../../protocol/notices.ts';
import {
  paperRowUndoSchema,
  paperSheetSavedSchema,
  paperSheetSaveSchema,
} from '../../protocol/paper-sheets.ts';
import {
  gateCardAnswerSchema,
  passPageSchema,
  passQuerySchema,
  passReplacedSchema,
  passReplaceSchema,
} from '../../protocol/passes.ts';
import { passingsAnswerSchema, passingsQuerySchema } from '../../protocol/passings.ts';
import {
  placeChangeSchema,
  placesAnswerSchema,
  placesChangedSchema,
} from '../../protocol/places.ts';
import {
  policiesAnswerSchema,
  policyMadeSchema,
  policyMakeSchema,
  policyPreviewAskedSchema,
  policyPreviewSchema,
} from '../../protocol/policies.ts';
import { posterAddressSchema } from '../../protocol/poster.ts';
import { pullAnswerSchema, pullQuerySchema } from '../../protocol/pull.ts';
import { pushAnswerSchema, pushRequestSchema } from '../../protocol/push.ts';
import { residentQuerySchema, residentsAnswerSchema } from '../../protocol/residents.ts';
import { retentionAnswerSchema } from '../../protocol/retention.ts';
import {
  casesAnswerSchema,
  casesAskedSchema,
  doneSchema,
  outsideAnswerSchema,
  outsideAskedSchema,
  reviewMadeSchema,
  reviewsAnswerSchema,
  reviewsAskedSchema,
} from '../../protocol/reviews.ts';
import { ROSTER_DELTA_TYPE, rosterQuerySchema } from '../../protocol/roster-delta.ts';
import { filledText, uint } from '../../protocol/shapes.ts';
import type { RouteName } from '../routes/authority.ts';
import { DAY_ROUTES } from './day-route-descriptions.ts';
import { bytes, cbor, json, nothing, type RouteDescription } from './route-description.ts';

const healthSchema = v.object({
  ok: v.boolean(),
  devices: v.boolean(),
  rootHash: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
});
const visitKeySchema = v.object({
  sealingKey: v.object({
    keyId: filledText(16),
    publicKey: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  }),
  streetName: filledText(100),
  visitorCodeDays: uint(366),
});

/** Every route in one sentence, with the schemas that check what it takes and what its callers take from it. */
export const ROUTE_DESCRIPTIONS: Readonly<Record<RouteName, RouteDescription>> = {
  'GET /healthz': {
    summary:
      'Whether the server is well, whether anybody has joined, and by which root key it goes.',
    answer: json(healthSchema),
  },
  'GET /api/openapi.json': { summary: 'This document.', answer: json(v.looseObject({})) },
  'GET /api/visit-key': {
    summary: 'What a visitor’s own phone needs to seal a visitor code.',
    query: v.strictObject({ gate: v.optional(v.string()) }),
    answer: json(visitKeySchema),
  },
  'POST /api/enrol': {
    summary: 'Takes a use of an invitation; signed with the key that is to be enrolled.',
    body: json(enrolRequestSchema),
    answer: json(enrolAnswerSchema),
  },
  'POST /api/enrol/wait': {
    summary: 'Asks whether the desk has approved; signed with the same key.',
    body: json(enrolWaitSchema),
    answer: json(enrolAnswerSchema),
  },
  'POST /api/push': {
    summary:
      'A part of a segment’s sealed log. Idempotent; also from revoked devices, whose records are kept apart.',
    body: cbor(pushRequestSchema),
    answer: cbor(pushAnswerSchema),
  },
  'GET /api/key-list': {
    summary:
      'The public keys that receipts, passes and rules are signed with, for every device that ever joined.',
    answer: json(keyListAnswerSchema),
  },
  'GET /api/pull': {
    summary: 'Keys, rules, revoked passes and gates, as far as the phone has not got them.',
    query: pullQuerySchema,
    answer: json(pullAnswerSchema),
  },
  'GET /api/gates/:gateId/roster': {
    summary: 'The gate’s roster, or what changed in it, sealed under the gate’s card.',
    query: rosterQuerySchema,
    answer: bytes('application/octet-stream', ROSTER_DELTA_TYPE),
  },
  'GET /api/gates/:gateId/passings': {
    summary:
      'Who of the gate’s households went out or in at other gates, sealed under the gate’s card.',
    query: passingsQuerySchema,
    answer: cbor(passingsAnswerSchema),
  },
  'GET /api/gates/:gateId/card': {
    summary: 'The gate’s card, to print.',
    answer: json(gateCardAnswerSchema),
  },
  'POST /api/gates/:gateId/card/replace': {
    summary: 'A new card: the old one falls out at the phones’ next pull.',
    body: nothing,
    answer: json(gateCardAnswerSchema),
  },
  'POST /api/passes': {
    summary: 'Passes of a compound, signed for printing, a page at a time.',
    body: json(passQuerySchema),
    answer: json(passPageSchema),
  },
  'POST /api/passes/replace': {
    summary: 'Revokes a lost pass; its holder gets another.',
    body: json(passReplaceSchema),
    answer: json(passReplacedSchema),
  },
  'GET /api/poster-address': {
    summary: 'Where the visitors’ form is, for the gates’ posters.',
    answer: json(posterAddressSchema),
  },
  'GET /api/places': {
    summary: 'The places within the device’s scope.',
    answer: json(placesAnswerSchema),
  },
  'POST /api/places/change': {
    summary: 'Adds, renames, moves, merges, closes or opens a place.',
    body: json(placeChangeSchema),
    answer: json(placesChangedSchema),
  },
  'GET /api/invitations': {
    summary: 'Invitations that can still be joined by.',
    answer: json(invitationsAnswerSchema),
  },
  'POST /api/invitations': {
    summary: 'Makes an invitation; its link is shown this once.',
    body: json(invitationRequestSchema),
    answer: json(invitationMadeSchema),
  },
  'POST /api/invitations/end': {
    summary: 'Ends an invitation.',
    body: json(invitationEndSchema),
    answer: json(invitationsAnswerSchema),
  },
  'GET /api/devices': {
    summary: 'Phones and desks within scope.',
    answer: json(devicesAnswerSchema),
  },
  'POST /api/devices/change': {
    summary: 'Approves, refuses, renames or revokes a device.',
    body: json(deviceChangeSchema),
    answer: json(deviceChangedSchema),
  },
  'GET /api/retention': {
    summary: 'For how many days what is about people is kept.',
    answer: json(retentionAnswerSchema),
  },
  'GET /api/imports': {
    summary: 'Imports, newest first, and the rosters there are.',
    answer: json(importListSchema),
  },
  'POST /api/imports': {
    summary: 'Begins an import.',
    body: json(importStartSchema),
    answer: json(importStartedSchema),
  },
  'GET /api/imports/:importId': {
    summary: 'How far an import has come.',
    answer: json(importStateSchema),
  },
  'POST /api/imports/:importId/parts/:part': {
    summary: 'A part of the file, 1 MiB each but the last, numbered from 0.',
    body: bytes('application/octet-stream'),
    answer: json(importPartSavedSchema),
  },
  'POST /api/imports/:importId/read': {
    summary: 'Reads the file, with what the desk says of its columns.',
    body: json(importReadSchema),
    answer: json(importStateSchema),
  },
  'POST /api/imports/:importId/apply': {
    summary: 'Puts what the preview showed into force, all of it or nothing.',
    body: json(importApplySchema),
    answer: json(importStateSchema),
  },
  'POST /api/imports/:importId/discard': {
    summary: 'Forgets an import that was not applied.',
    body: nothing,
    answer: json(importListSchema),
  },
  'POST /api/imports/:importId/take-back': {
    summary: 'Brings the rosters back that were there before it.',
    body: nothing,
    answer: json(importStateSchema),
  },
  'POST /api/residents/search': {
    summary: 'Who somebody on a sheet of paper may be.',
    body: json(residentQuerySchema),
    answer: json(residentsAnswerSchema),
  },
  'POST /api/paper-sheets': {
    summary: 'Rows of a sheet of paper. Idempotent.',
    body: json(paperSheetSaveSchema),
    answer: json(paperSheetSavedSchema),
  },
  'POST /api/paper-sheets/undo': {
    summary: 'Takes a row of a sheet back.',
    body: json(paperRowUndoSchema),
    answer: json(paperSheetSavedSchema),
  },
  'POST /api/entries/search': {
    summary: 'A page of the ledger, newest first.',
    body: json(entryQuerySchema),
    answer: json(entryPageSchema),
  },
  'GET /api/entries/changes': {
    summary: 'Server-sent events: how many records came, and when. Never what is in them.',
    answer: bytes('text/event-stream'),
  },
  'POST /api/histories': {
    summary: 'All of one resident or household.',
    body: json(historyQuerySchema),
    answer: json(historyAnswerSchema),
  },
  'POST /api/exports': {
    summary: 'A ledger as a file.',
    body: json(exportRequestSchema),
    answer: bytes('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  'GET /api/policies': {
    summary: 'The street’s rules as they were made, newest first, and which are in force.',
    answer: json(policiesAnswerSchema),
  },
  'POST /api/policies': {
    summary: 'Makes rules that are in force from a moment on.',
    body: json(policyMakeSchema),
    answer: json(policyMadeSchema),
  },
  'POST /api/policies/preview': {
    summary: 'What rules that are not made yet would have said of a day’s entries.',
    body: json(policyPreviewAskedSchema),
    answer: json(policyPreviewSchema),
  },
  'POST /api/reviews': {
    summary:
      'What no gate could have seen of a day’s entries, and what was decided against the rules.',
    body: json(reviewsAskedSchema),
    answer: json(reviewsAnswerSchema),
  },
  'POST /api/reviews/make': {
    summary: 'Keeps that somebody has looked at one of them.',
    body: json(reviewMadeSchema),
    answer: json(doneSchema),
  },
  'POST /api/cases': {
    summary: 'Fever cases: the open ones of any day, and those of a day that are closed.',
    body: json(casesAskedSchema),
    answer: json(casesAnswerSchema),
  },
  'POST /api/outside': {
    summary: 'Who is out now, by household, and when they should be back.',
    body: json(outsideAskedSchema),
    answer: json(outsideAnswerSchema),
  },
  'GET /api/marks': {
    summary: 'What households and people are marked with.',
    answer: json(marksAnswerSchema),
  },
  'POST /api/marks/change': {
    summary: 'Sets or takes away a mark.',
    body: json(markChangeSchema),
    answer: json(marksAnswerSchema),
  },
  'GET /api/contacts': {
    summary: 'Whom gates call.',
    answer: json(contactsAnswerSchema),
  },
  'POST /api/contacts/change': {
    summary: 'Sets or takes away whom gates call.',
    body: json(contactChangeSchema),
    answer: json(contactsAnswerSchema),
  },
  'GET /api/gates/:gateId/briefing': {
    summary:
      'What a gate is told beside its roster, sealed under its card; 304 while the phone has it.',
    answer: bytes('application/octet-stream'),
  },
  'GET /api/notices': {
    summary: 'The street’s words to gates within scope, and how many have read them.',
    answer: json(noticesAnswerSchema),
  },
  'GET /api/notices/:noticeId': {
    summary: 'Who has read one of them and who has not, gate by gate.',
    answer: json(noticeAnswerSchema),
  },
  'POST /api/notices/change': {
    summary: 'Sends a notice to all gates of a place, or withdraws one.',
    body: json(noticeChangeSchema),
    answer: json(noticesAnswerSchema),
  },
  'GET /api/gates/:gateId/notices': {
    summary: 'The notices for a gate, sealed under its card; 304 while the phone has them.',
    answer: bytes('application/octet-stream'),
  },
  ...DAY_ROUTES,
};
