// Apart from the worker's first script: the camera is read by @zxing/library until this has come.
import type { CodeRead } from './code-read.ts';
import { createConfirm } from './confirm.ts';
import { readFrameByCpp } from './frame-ladder.ts';
import type { Luma } from './luma.ts';
import { readPictureByCpp } from './picture-ladder.ts';
import { loadCppReader, type WasmSource } from './zxing-cpp.ts';

export interface CppDecoder {
  readonly readFrame: (luma: Luma, turn: number | null) => CodeRead | null;
  readonly readPicture: (luma: Luma, now: () => number, deadlineMs: number) => CodeRead | null;
}

const wasmUrl = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;

/** Rejects where WebAssembly is missing or refused, or the module cannot be fetched. */
export async function loadCppDecoder(
  source: WasmSource = { locateFile: () => wasmUrl },
): Promise<CppDecoder> {
  const reader = await loadCppReader(source);
  const confirm = createConfirm();
  return {
    readFrame: (luma, turn) => confirm(readFrameByCpp(reader, luma, turn)),
    readPicture: (luma, now, deadlineMs) => readPictureByCpp(reader, luma, now, deadlineMs),
  };
}
