import { type Database, insertRows, takeNew } from './database.ts';
import { bytesIn, numberIn, textIn } from './row.ts';

/** What is under the gates of a street. */
export interface MapPicture {
  readonly mediaType: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Epoch ms. */
  readonly changedAt: number;
}

/** In thousandths of the picture. */
export interface GatePosition {
  readonly gateId: string;
  readonly x: number;
  readonly y: number;
}

export interface Maps {
  /** Without its bytes; null: the street has none. */
  picture(streetId: string): Promise<MapPicture | null>;
  pictureFile(
    streetId: string,
  ): Promise<{ mediaType: string; bytes: Uint8Array<ArrayBuffer> } | null>;
  /** In place of the one before. `changedBy`: name of the desk's device. */
  setPicture(
    streetId: string,
    picture: MapPicture & {
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly changedBy: string;
    },
  ): Promise<void>;
  removePicture(streetId: string): Promise<void>;
  positions(streetId: string): Promise<GatePosition[]>;
  place(streetId: string, position: GatePosition): Promise<void>;
  takeOff(streetId: string, gateId: string): Promise<void>;
}

const PICTURE_COLUMNS = ['picture', 'media_type', 'width', 'height', 'changed_at', 'changed_by'];

export const openMaps = (database: Database): Maps => ({
  async picture(streetId) {
    const [row] = await database.all(
      'SELECT media_type, width, height, changed_at FROM maps WHERE street_id = ?',
      [streetId],
    );
    if (!row) return null;
    return {
      mediaType: textIn(row, 'media_type'),
      width: numberIn(row, 'width'),
      height: numberIn(row, 'height'),
      changedAt: numberIn(row, 'changed_at'),
    };
  },
  async pictureFile(streetId) {
    const sql = 'SELECT media_type, picture FROM maps WHERE street_id = ?';
    const [row] = await database.all(sql, [streetId]);
    return row ? { mediaType: textIn(row, 'media_type'), bytes: bytesIn(row, 'picture') } : null;
  },
  async setPicture(streetId, { bytes, mediaType, width, height, changedAt, changedBy }) {
    const row = {
      street_id: streetId,
      picture: bytes,
      media_type: mediaType,
      width,
      height,
      changed_at: changedAt,
      changed_by: changedBy,
    };
    const conflict = `ON CONFLICT (street_id) DO UPDATE SET ${takeNew(PICTURE_COLUMNS)}`;
    await insertRows(database, 'maps', ['street_id', ...PICTURE_COLUMNS], [row], conflict);
  },
  async removePicture(streetId) {
    await database.run('DELETE FROM maps WHERE street_id = ?', [streetId]);
  },
  async positions(streetId) {
    const sql = 'SELECT gate_id, x, y FROM gate_positions WHERE street_id = ? ORDER BY gate_id';
    return (await database.all(sql, [streetId])).map((row) => ({
      gateId: textIn(row, 'gate_id'),
      x: numberIn(row, 'x'),
      y: numberIn(row, 'y'),
    }));
  },
  async place(streetId, { gateId, x, y }) {
    const row = { street_id: streetId, gate_id: gateId, x, y };
    const conflict = `ON CONFLICT (street_id, gate_id) DO UPDATE SET ${takeNew(['x', 'y'])}`;
    await insertRows(database, 'gate_positions', Object.keys(row), [row], conflict);
  },
  async takeOff(streetId, gateId) {
    await database.run('DELETE FROM gate_positions WHERE street_id = ? AND gate_id = ?', [
      streetId,
      gateId,
    ]);
  },
});
