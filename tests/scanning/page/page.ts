import {
  type CodeCorners,
  readPicture,
  type Scanner,
  type ScannerState,
  startScanner,
} from '../../../src/scanning/scanner.ts';

/** What the test drives and reads in the browser; everything else is the product's own. */
export interface ScannerPage {
  readonly video: HTMLVideoElement;
  readonly codes: string[];
  readonly corners: CodeCorners[];
  readonly cameras: string[];
  /** What the cameras were asked for, as JSON. */
  readonly tunings: string[];
  readonly states: ScannerState[];
  readonly tracks: MediaStreamTrack[];
  readonly start: (sleepAfterMs: number) => void;
  readonly scanner: () => Scanner;
  readonly abort: () => void;
  readonly readPicture: typeof readPicture;
}

declare global {
  interface Window {
    page: ScannerPage;
  }
}

const video = document.createElement('video');
document.body.append(video);
const codes: string[] = [];
const corners: CodeCorners[] = [];
const cameras: string[] = [];
const tunings: string[] = [];
const states: ScannerState[] = [];
const tracks: MediaStreamTrack[] = [];
let controller = new AbortController();
let scanner: Scanner | undefined;

// An insecure page has no mediaDevices.
const devices: MediaDevices | undefined = navigator.mediaDevices;
const open = devices?.getUserMedia.bind(devices);
if (open !== undefined) {
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
}

window.page = {
  video,
  codes,
  corners,
  cameras,
  tunings,
  states,
  tracks,
  start(sleepAfterMs) {
    controller = new AbortController();
    scanner = startScanner({
      video,
      sleepAfterMs,
      signal: controller.signal,
      onCode: (text, where) => {
        codes.push(text);
        corners.push(where);
      },
      rememberedCamera: cameras.at(-1) ?? null,
      onCamera: (deviceId) => cameras.push(deviceId),
      onState: (state) => states.push(state),
    });
  },
  scanner() {
    if (scanner === undefined) throw new Error('no scanner was started');
    return scanner;
  },
  abort: () => controller.abort(),
  readPicture,
};
