import { entryPageSchema } from '../../protocol/entries.ts';
import { handbookAnswerSchema, handbookChangeSchema } from '../../protocol/handbook.ts';
import {
  reportFormSchema,
  reportRowsAskedSchema,
  reportSignSchema,
  reportsAnswerSchema,
  reportsAskedSchema,
} from '../../protocol/reports.ts';
import { doneSchema } from '../../protocol/reviews.ts';
import {
  hoursAnswerSchema,
  hoursAskedSchema,
  hoursCardAskedSchema,
  hoursCardSchema,
  rotaAnswerSchema,
  rotaAskedSchema,
  rotaChangedSchema,
  rotaChangeSchema,
  rotaImportSchema,
  rotaReadSchema,
} from '../../protocol/rota.ts';
import { standardsAnswerSchema, standardsChangeSchema } from '../../protocol/standards.ts';
import { mapChangeSchema, streetMapSchema, todayAnswerSchema } from '../../protocol/today.ts';
import { bytes, json, nothing, type RouteDescription } from './route-description.ts';

const PICTURES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Of the desk's day. */
export const DAY_ROUTES = {
  'GET /api/gates/:gateId/day': {
    summary:
      'A gate’s rota, reports, handover and standards, sealed under its card; 304 while the phone has them.',
    answer: bytes('application/octet-stream'),
  },
  'GET /api/gates/:gateId/handbook': {
    summary: 'The street’s own handbook, sealed under the gate’s card; 304 while the phone has it.',
    answer: bytes('application/octet-stream'),
  },
  'GET /api/today': {
    summary: 'How every gate within scope is doing at this moment.',
    answer: json(todayAnswerSchema),
  },
  'GET /api/map': {
    summary: 'Where gates stand, and which picture is under them.',
    answer: json(streetMapSchema),
  },
  'POST /api/map/picture': {
    summary: 'Puts a picture under the gates.',
    body: bytes('application/octet-stream'),
    answer: json(streetMapSchema),
  },
  'POST /api/map/picture/read': {
    summary: 'The picture itself.',
    body: nothing,
    answer: bytes(...PICTURES),
  },
  'POST /api/map/change': {
    summary: 'Places a gate, takes one off, or removes the picture.',
    body: json(mapChangeSchema),
    answer: json(streetMapSchema),
  },
  'POST /api/reports': {
    summary: 'The daily report: what logs count for each gate, and what people stated.',
    body: json(reportsAskedSchema),
    answer: json(reportsAnswerSchema),
  },
  'POST /api/reports/rows': {
    summary: 'The ledger’s rows behind one number of a report.',
    body: json(reportRowsAskedSchema),
    answer: json(entryPageSchema),
  },
  'POST /api/reports/sign': {
    summary: 'States the day of a gate, or of a place above gates.',
    body: json(reportSignSchema),
    answer: json(doneSchema),
  },
  'POST /api/reports/form': {
    summary: 'Sets the report’s columns and its deadline.',
    body: json(reportFormSchema),
    answer: json(reportFormSchema),
  },
  'POST /api/rota': {
    summary: 'Who should stand where in some days, who came, and who stood unexpected.',
    body: json(rotaAskedSchema),
    answer: json(rotaAnswerSchema),
  },
  'POST /api/rota/change': {
    summary: 'Saves a volunteer; adds, removes or hands over turns.',
    body: json(rotaChangeSchema),
    answer: json(rotaChangedSchema),
  },
  'POST /api/rota/read': {
    summary: 'What a spreadsheet of a rota says; saves nothing.',
    body: bytes('application/octet-stream'),
    answer: json(rotaReadSchema),
  },
  'POST /api/rota/import': {
    summary: 'Puts rows of a rota into force; the same rows again change nothing.',
    body: json(rotaImportSchema),
    answer: json(rotaChangedSchema),
  },
  'POST /api/rota/hours': {
    summary: 'Hours planned and hours served, by person.',
    body: json(hoursAskedSchema),
    answer: json(hoursAnswerSchema),
  },
  'POST /api/rota/card': {
    summary: 'One volunteer’s hours, stay by stay.',
    body: json(hoursCardAskedSchema),
    answer: json(hoursCardSchema),
  },
  'GET /api/standards': {
    summary: 'What a gate must have, and what gates said they lack.',
    answer: json(standardsAnswerSchema),
  },
  'POST /api/standards/change': {
    summary: 'Sets what a gate must have.',
    body: json(standardsChangeSchema),
    answer: json(standardsAnswerSchema),
  },
  'GET /api/handbook': {
    summary: 'The street’s own handbook, and how gates answered questions on it.',
    answer: json(handbookAnswerSchema),
  },
  'POST /api/handbook/change': {
    summary: 'Sets the street’s own handbook.',
    body: json(handbookChangeSchema),
    answer: json(handbookAnswerSchema),
  },
} as const satisfies Record<string, RouteDescription>;
