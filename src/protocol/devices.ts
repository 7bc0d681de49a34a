import * as v from 'valibot';
import { ROLES } from '../domain/role.ts';
import { hexId, type Parsed, parseShape, placeId, text, time, uint } from './shapes.ts';

export const DEVICE_NAME_LENGTH = 40;

/** Of one segment of its log. Lost records never came; of the others the bytes are kept. */
export const LOG_TROUBLES = ['lost', 'shared', 'forked', 'unreadable', 'quarantined'] as const;
export const LOG_TROUBLES_LIMIT = 50;

const troubleSchema = v.object({
  kind: v.picklist(LOG_TROUBLES),
  gateName: text(100),
  /** Of the segment, by the phone's clock. */
  startedAt: time,
  /** How many it is about; null: how many are lost is not known. */
  records: v.nullable(uint()),
});

const answerSchema = v.object({
  /** Those within scope, revoked ones too, in the order of enrolment. */
  devices: v.array(
    v.object({
      deviceId: hexId,
      name: text(DEVICE_NAME_LENGTH),
      role: v.picklist(ROLES),
      placeId,
      placeName: text(100),
      enrolledAt: time,
      /** Last signed call of any kind; null: none since it joined. */
      lastSeenAt: v.nullable(time),
      /** When its latest records came; null: none yet. */
      lastSyncAt: v.nullable(time),
      /** How far its clock was ahead of the server's when last seen. */
      clockSkewMs: v.nullable(v.pipe(v.number(), v.safeInteger())),
      /** Empty: not told yet. */
      appVersion: text(40),
      revokedAt: v.nullable(time),
      /** Four digits that its screen shows too, while it waits for the desk; null: approved. */
      checkCode: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}$/))),
      /** What is wrong with its logs of the last 31 days, the latest first; absent: nothing. */
      troubles: v.optional(v.pipe(v.array(troubleSchema), v.maxLength(LOG_TROUBLES_LIMIT))),
    }),
  ),
});

const changeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('approve'), deviceId: hexId }),
  /** A waiting phone is forgotten; its place in the invitation is free again. */
  v.strictObject({ kind: v.literal('refuse'), deviceId: hexId }),
  v.strictObject({
    kind: v.literal('rename'),
    deviceId: hexId,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(DEVICE_NAME_LENGTH)),
  }),
  v.strictObject({ kind: v.literal('revoke'), deviceId: hexId }),
]);

const doneSchema = v.object({ deviceId: hexId });

export type DevicesAnswer = v.InferOutput<typeof answerSchema>;
export type ListedDevice = DevicesAnswer['devices'][number];
export type PhoneTrouble = v.InferOutput<typeof troubleSchema>;
export type DeviceChange = v.InferOutput<typeof changeSchema>;
export type DeviceChanged = v.InferOutput<typeof doneSchema>;

export const parseDevicesAnswer = (json: unknown): Parsed<DevicesAnswer> =>
  parseShape(answerSchema, json);
export const parseDeviceChange = (json: unknown): Parsed<DeviceChange> =>
  parseShape(changeSchema, json);
export const parseDeviceChanged = (json: unknown): Parsed<DeviceChanged> =>
  parseShape(doneSchema, json);

export {
  answerSchema as devicesAnswerSchema,
  changeSchema as deviceChangeSchema,
  doneSchema as deviceChangedSchema,
};
