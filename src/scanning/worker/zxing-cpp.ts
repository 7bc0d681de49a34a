import { prepareZXingModule, purgeZXingModule } from 'zxing-wasm/reader';
import type { CodeRead } from './code-read.ts';
import type { Luma } from './luma.ts';
import { textOfCode } from './text-of-code.ts';

/** LocalAverage and FixedThreshold of ZXing's C++ port. */
const binarizers = { local: 0, fixed: 2 } as const;

export interface CppAttempt {
  /** fixed: for a picture that is black and white already. */
  readonly binarizer: keyof typeof binarizers;
  /** Also light on dark. */
  readonly invert: boolean;
  /** Also with speckles closed. */
  readonly denoise: boolean;
  /** Also at a third of the size and a third of that, down to `downscaleThreshold` pixels. */
  readonly downscale: boolean;
  /** Looks at every row for a finder pattern. */
  readonly thorough: boolean;
}

export interface CppReader {
  /** The first code of the picture; null when none was read. */
  readonly read: (luma: Luma, attempt: CppAttempt) => CodeRead | null;
  /** Where in the module's memory a next megabyte would lie: grows with what is never given back. */
  readonly memoryBytes: () => number;
}

export type WasmSource =
  | { readonly wasmBinary: ArrayBuffer }
  | { readonly locateFile: (name: string) => string };

/** Rejects where WebAssembly is missing, refused or broken. */
export async function loadCppReader(source: WasmSource): Promise<CppReader> {
  if (typeof WebAssembly === 'undefined') throw new Error('no WebAssembly');
  try {
    const module = await prepareZXingModule({ overrides: source, fireImmediately: true });
    return readerOf(module as unknown as ZxingModule);
  } finally {
    // The package would keep it, also a failed one, and hand the same out again.
    purgeZXingModule();
  }
}

/** What is used of the module; the package's own types lean on Emscripten's, which it does not bring. */
interface ZxingModule {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  readonly readBarcodesFromPixmap: (
    address: number,
    width: number,
    height: number,
    options: ReturnType<typeof optionsOf>,
  ) => ResultVector;
}

interface ResultVector {
  readonly size: () => number;
  readonly get: (index: number) => Result | undefined;
  readonly delete: () => void;
}

interface Result {
  readonly isValid: boolean;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly hasECI: boolean;
  readonly position: Readonly<
    Record<'topLeft' | 'topRight' | 'bottomRight' | 'bottomLeft', { x: number; y: number }>
  >;
  /** JSON. */
  readonly extra: string;
}

/**
 * The module is called directly: the package's readBarcodes never deletes the vector of results,
 * 5 KB a read.
 */
function readerOf(module: ZxingModule): CppReader {
  let pixels = 0;
  let capacity = 0;

  function place({ data }: Luma): void {
    if (data.length > capacity) {
      module._free(pixels);
      capacity = 0;
      pixels = module._malloc(data.length);
      if (pixels === 0) throw new Error(`no memory for ${data.length} pixels`);
      capacity = data.length;
    }
    module.HEAPU8.set(data, pixels);
  }

  return {
    read(luma, attempt) {
      if (Math.min(luma.width, luma.height) < smallestSide) return null;
      place(luma);
      const found = module.readBarcodesFromPixmap(
        pixels,
        luma.width,
        luma.height,
        optionsOf(attempt),
      );
      try {
        const result = found.size() > 0 ? found.get(0) : undefined;
        if (!result?.isValid || result.text === '') return null;
        const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
        return {
          text: textOfCode(result.bytes, result.text, result.hasECI),
          corners: [topLeft, topRight, bottomRight, bottomLeft],
          isSure: unusedCorrection(result.extra) >= leastUnusedCorrection,
        };
      } finally {
        found.delete();
      }
    },
    memoryBytes() {
      const address = module._malloc(2 ** 20);
      module._free(address);
      return address;
    },
  };
}

/** The smallest code there is has 21 modules a side. */
const smallestSide = 21;

/** Part of the error correction that must be left for a read to be believed by itself. */
const leastUnusedCorrection = 0.1;

function unusedCorrection(extra: string): number {
  const { UEC } = JSON.parse(extra) as { UEC?: number };
  return UEC ?? 0;
}

function optionsOf(attempt: CppAttempt) {
  return {
    // Neither micro codes, whose error correction is too short to tell chance from a code, nor
    // model 1, which nobody prints.
    formats: 'QRCodeModel2',
    tryHarder: attempt.thorough,
    tryRotate: true,
    tryInvert: attempt.invert,
    tryDownscale: attempt.downscale,
    tryDenoise: attempt.denoise,
    binarizer: binarizers[attempt.binarizer],
    isPure: false,
    downscaleThreshold: 500,
    downscaleFactor: 3,
    minLineCount: 2,
    maxNumberOfSymbols: 1,
    validateOptionalChecksum: false,
    returnErrors: false,
    eanAddOnSymbol: 0,
    // Plain: the text as it stands in the code.
    textMode: 0,
    characterSet: 0,
    tryCode39ExtendedMode: true,
  };
}
