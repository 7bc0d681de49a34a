import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, fromHex, toHex } from '../../encoding/bytes.ts';
import { cardTag, newCardSecret } from '../../sealing/gate-card.ts';
import { writeOnce } from '../durable-file.ts';

export interface GateCard {
  readonly epoch: number;
  readonly secret: Bytes;
  readonly tag: string;
}

const CARD_FILE = /^gate-(.+)-(\d+)\.card$/;
export const cardFileName = (gateId: string, epoch: number): string =>
  `gate-${gateId}-${epoch}.card`;

export async function readCard(
  folder: string,
  gateId: string,
  epoch: number,
): Promise<GateCard | null> {
  const text = await readFile(join(folder, cardFileName(gateId, epoch)), 'utf8').catch(() => '');
  const secret = fromHex(text.trim());
  return secret?.length === 16 ? { epoch, secret, tag: await cardTag(secret) } : null;
}

/** A new secret, under an epoch above `lastEpoch` and above all that are in the folder. */
export async function issueCardIn(
  folder: string,
  gateId: string,
  lastEpoch: number,
): Promise<GateCard> {
  const prefix = `gate-${gateId}-`;
  const epochs = (await readdir(folder)).flatMap((name) =>
    name.startsWith(prefix) ? [Number.parseInt(name.slice(prefix.length), 10) || 0] : [],
  );
  const secret = newCardSecret();
  let epoch = Math.max(lastEpoch, ...epochs) + 1;
  while (!(await writeOnce(join(folder, cardFileName(gateId, epoch)), `${toHex(secret)}\n`))) {
    epoch += 1;
  }
  return { epoch, secret, tag: await cardTag(secret) };
}

/**
 * Names of the cards whose epoch was over before `limit` (epoch ms): a card ends when the next one of its gate is made,
 * as far as the files tell; the last of a gate never does.
 */
export async function endedCards(folder: string, limit: number): Promise<string[]> {
  const byGate = new Map<string, number[]>();
  for (const name of await readdir(folder)) {
    const [, gateId = '', epoch = ''] = CARD_FILE.exec(name) ?? [];
    if (gateId !== '') byGate.set(gateId, [...(byGate.get(gateId) ?? []), Number(epoch)]);
  }
  const ended: string[] = [];
  for (const [gateId, epochs] of byGate) {
    epochs.sort((a, b) => a - b);
    for (const [index, next] of epochs.slice(1).entries()) {
      const { mtimeMs } = await stat(join(folder, cardFileName(gateId, next)));
      if (mtimeMs < limit) ended.push(cardFileName(gateId, epochs[index] ?? 0));
    }
  }
  return ended;
}
