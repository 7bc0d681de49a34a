import { database } from '../storage/database.ts';
import {
  type DatabaseLoss,
  findDatabaseLoss,
  forgetDatabaseLoss,
} from '../storage/loss-detector.ts';
import { countPending } from '../storage/pending.ts';
import { isPersisted } from '../storage/persistence.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { findOpenShift, gateInfo } from './open-session.ts';
import type { GateInfo } from './shift-session.ts';

export type { DatabaseLoss };

export interface OpenShift {
  readonly shiftId: string;
  readonly gate: GateInfo;
  readonly startedAt: number;
}

export interface UnsettledShift {
  readonly shiftId: string;
  readonly gate: GateInfo | null;
  readonly startedAt: number;
  readonly closedAt: number;
  readonly recordCount: number;
}

export interface PhoneSituation {
  readonly gates: readonly GateInfo[];
  readonly openShift: OpenShift | null;
  /** Records that no verified receipt covers yet. */
  readonly pending: number;
  /** Closed, not yet fully received; newest first. */
  readonly unsettled: readonly UnsettledShift[];
  /** Records that were saved and are no longer in the browser's database; null: none is missing. */
  readonly databaseLoss: readonly DatabaseLoss[] | null;
  /** The browser's answer about keeping the storage; null when it cannot be asked. */
  readonly persisted: boolean | null;
}

/** Readable while locked; needs no card and no network. */
export const readGate = (): Promise<PhoneSituation> => withReopening(readSituation);

async function readSituation(): Promise<PhoneSituation> {
  const rows = await database.gates.toArray();
  const open = await findOpenShift();
  const gateOf = (id: string): GateInfo | null => {
    const row = rows.find((one) => one.id === id);
    return row ? gateInfo(row) : null;
  };
  const openGate = open && gateOf(open.gateId);
  const shifts = await database.shifts.toArray();
  const losses = await findDatabaseLoss();
  return {
    gates: rows.filter((row) => !row.isGone || row.id === open?.gateId).map(gateInfo),
    openShift:
      open && openGate
        ? { shiftId: open.shiftId, gate: openGate, startedAt: open.startedAt }
        : null,
    pending: await countPending(),
    unsettled: shifts
      .flatMap(({ shiftId, gateId, startedAt, closedAt, recordCount, settledAt }) =>
        closedAt === null || settledAt !== null
          ? []
          : [{ shiftId, gate: gateOf(gateId), startedAt, closedAt, recordCount: recordCount ?? 0 }],
      )
      .toSorted((a, b) => b.startedAt - a.startedAt),
    databaseLoss: losses.length > 0 ? losses : null,
    persisted: await isPersisted(),
  };
}

/** The loss was read by a person; it is not shown again. */
export const dismissDatabaseLoss = (): Promise<void> => forgetDatabaseLoss();
