import { decodeFrame, decodePicture } from './decode.ts';
import { lumaOfSource } from './luma-of-source.ts';
import type { DecodeAnswer, DecodeRequest } from './messages.ts';

/** Time for all attempts at one picture. */
const pictureBudgetMs = 4_000;

let turn = 0;

async function decode({ kind, source }: DecodeRequest): Promise<string | null> {
  try {
    const luma = await lumaOfSource(source, kind);
    return kind === 'frame'
      ? decodeFrame(luma, turn++)
      : decodePicture(luma, () => performance.now(), performance.now() + pictureBudgetMs);
  } catch {
    // A frame that cannot be read back is a frame without a code: the next one is on its way.
    return null;
  } finally {
    if ('close' in source) source.close();
  }
}

addEventListener('message', async (event: MessageEvent<DecodeRequest>) => {
  const answer: DecodeAnswer = { id: event.data.id, text: await decode(event.data) };
  postMessage(answer);
});
