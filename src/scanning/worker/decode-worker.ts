import type { CodeRead } from './code-read.ts';
import { awaitCpp } from './cpp-arrival.ts';
import { isWholeTurn } from './frame-ladder.ts';
import { readFrameByJs, readPictureByJs } from './js-ladder.ts';
import { lumaOfSource } from './luma-of-source.ts';
import type { DecodeAnswer, DecodeRequest, FoundCode, PictureSource } from './messages.ts';

/** Time for all attempts at one picture. */
const pictureBudgetMs = 4_000;
/** A picture waits that long for the better decoder. */
const patienceMs = 3_000;

const cpp = awaitCpp(() => import('./cpp-decoder.ts').then((module) => module.loadCppDecoder()));
let turn = 0;

async function decode({ kind, source }: DecodeRequest): Promise<FoundCode | null> {
  try {
    return await (kind === 'frame' ? decodeFrame(source) : decodePicture(source));
  } catch (error) {
    // A frame that cannot be read back is a frame without a code: the next one is on its way.
    if (typeof WebAssembly !== 'undefined' && error instanceof WebAssembly.RuntimeError) {
      cpp.replace();
    }
    return null;
  } finally {
    if ('close' in source) source.close();
  }
}

async function decodeFrame(source: PictureSource): Promise<FoundCode | null> {
  const decoder = cpp.decoder();
  turn++;
  const isWhole = decoder !== null && isWholeTurn(turn);
  const { luma, place } = await lumaOfSource(source, isWhole ? 'frame' : 'square');
  const read = decoder === null ? readFrameByJs(luma, turn) : decoder.readFrame(luma, turn);
  return read && found(read, place);
}

async function decodePicture(source: PictureSource): Promise<FoundCode | null> {
  const decoder = await cpp.within(patienceMs);
  const { luma, place } = await lumaOfSource(source, 'picture');
  const now = () => performance.now();
  const deadlineMs = now() + pictureBudgetMs;
  const read =
    decoder === null
      ? readPictureByJs(luma, now, deadlineMs)
      : decoder.readPicture(luma, now, deadlineMs);
  return read && found(read, place);
}

function found({ text, corners }: CodeRead, place: (x: number, y: number) => [number, number]) {
  return { text, corners: corners.map(({ x, y }) => place(x, y)) };
}

addEventListener('message', async (event: MessageEvent<DecodeRequest>) => {
  const answer: DecodeAnswer = { id: event.data.id, code: await decode(event.data) };
  postMessage(answer);
});
