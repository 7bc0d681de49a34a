import type { CodeRead } from './code-read.ts';
import { awaitCpp } from './cpp-arrival.ts';
import { isWholeTurn } from './frame-ladder.ts';
import { readFrameByJs, readPictureByJs } from './js-ladder.ts';
import { lumaOfSource } from './luma-of-source.ts';
import type {
  DecodeAnswer,
  DecodeRequest,
  EndWatch,
  FoundCode,
  NextFrameRequest,
  PictureSource,
} from './messages.ts';
import { endWatch, nextWatchedFrame } from './watch.ts';

/** Time for all attempts at one picture. */
const pictureBudgetMs = 4_000;
/** A picture waits that long for the better decoder. */
const patienceMs = 3_000;

const cpp = awaitCpp(() => import('./cpp-decoder.ts').then((module) => module.loadCppDecoder()));
/** Half the time between two frames of a camera. */
const unhurriedMs = 16;
let lastFrameMs = 0;
let turn = 0;

type Answer = Omit<DecodeAnswer, 'id'>;

/** Frames are read one after the other, whoever brings them; a picture goes between. */
let lastFrame: Promise<unknown> = Promise.resolve();

function inTurn(read: () => Promise<Answer>): Promise<Answer> {
  const answer = lastFrame.then(read);
  lastFrame = answer;
  return answer;
}

function answerTo(request: DecodeRequest): Promise<Answer> {
  switch (request.kind) {
    case 'picture':
      return decode(request.source, decodePicture);
    case 'frame':
      return inTurn(() => decode(request.source, decodeFrame));
    case 'next':
      return inTurn(() => decodeNext(request));
  }
}

async function decodeNext(request: NextFrameRequest): Promise<Answer> {
  const frame = await nextWatchedFrame(request);
  if (frame === 'over') return { code: null, isOver: true };
  if (frame === null) return { code: null };
  const { timestamp } = frame;
  return { ...(await decode(frame, decodeFrame)), timestamp };
}

async function decode(
  source: PictureSource,
  read: (source: PictureSource) => Promise<FoundCode | null>,
): Promise<Answer> {
  try {
    return { code: await read(source) };
  } catch (error) {
    // A frame that cannot be read back is a frame without a code: the next one is on its way.
    if (typeof WebAssembly !== 'undefined' && error instanceof WebAssembly.RuntimeError) {
      cpp.replace();
    }
    return { code: null };
  } finally {
    if ('close' in source) source.close();
  }
}

async function decodeFrame(source: PictureSource): Promise<FoundCode | null> {
  const decoder = cpp.decoder();
  const startedAt = performance.now();
  if (decoder === null) {
    turn++;
    const { luma, place } = await lumaOfSource(source, 'square');
    const read = readFrameByJs(luma, turn);
    return read && found(read, place);
  }
  // On a slow phone every second frame is left with the first attempt: the next is not to wait.
  const isHurried = lastFrameMs > unhurriedMs;
  if (!isHurried) turn++;
  const extent = !isHurried && isWholeTurn(turn) ? 'frame' : 'square';
  const { luma, place } = await lumaOfSource(source, extent);
  const read = decoder.readFrame(luma, isHurried ? null : turn);
  lastFrameMs = isHurried ? 0 : performance.now() - startedAt;
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

addEventListener('message', async ({ data }: MessageEvent<DecodeRequest | EndWatch>) => {
  if (data.kind === 'end') {
    endWatch(data.watchId);
    return;
  }
  const answer: DecodeAnswer = { id: data.id, ...(await answerTo(data)) };
  postMessage(answer);
});
