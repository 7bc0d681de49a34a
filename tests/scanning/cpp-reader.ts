import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type CppReader, loadCppReader } from '../../src/scanning/worker/zxing-cpp.ts';

/** The product's reader on the module's file instead of its address. */
export async function openCppReader(): Promise<CppReader> {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return loadCppReader({
    wasmBinary: (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength),
  });
}
