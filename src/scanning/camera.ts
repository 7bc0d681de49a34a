import {
  type CameraCapabilities,
  type CameraZoom,
  focusOf,
  othersToTry,
  zoomOf,
} from './camera-choice.ts';

export type CameraProblem = 'denied' | 'in-use' | 'none' | 'insecure' | 'in-app-browser' | 'failed';

export type OpenedCamera =
  | {
      readonly kind: 'open';
      readonly track: MediaStreamTrack;
      readonly hasTorch: boolean;
      readonly zoom: CameraZoom | null;
      /** To be handed in at the next opening: the camera that focuses, or the only one. */
      readonly cameraId: string | null;
    }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'problem'; readonly problem: CameraProblem };

/**
 * Shows the rear camera in `video`: the remembered one, else the first that can focus by itself,
 * else the browser's choice. The signal stops the tracks, even when the browser only hands them
 * over after the abort (a permission question may stand open for minutes).
 */
export async function openCamera(
  video: HTMLVideoElement,
  signal: AbortSignal,
  rememberedId: string | null,
): Promise<OpenedCamera> {
  if (signal.aborted) return { kind: 'aborted' };
  if (!isSecureContext) return { kind: 'problem', problem: 'insecure' };
  // lib.dom has it always there; embedded browsers and old WebViews leave it out.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (typeof devices?.getUserMedia !== 'function') {
    return { kind: 'problem', problem: isInAppBrowser() ? 'in-app-browser' : 'failed' };
  }
  try {
    const camera = await openBest(devices, video, signal, rememberedId);
    if (signal.aborted) return { kind: 'aborted' };
    if (camera === null) return { kind: 'problem', problem: 'none' };
    video.muted = true;
    // Without it iOS opens the picture full screen.
    video.playsInline = true;
    // For whoever shows it: a camera that looks at its user is shown as a mirror.
    video.dataset.facing = camera.track.getSettings().facingMode ?? '';
    video.srcObject = camera.stream;
    await video.play();
    const capabilities = capabilitiesOf(camera.track);
    return {
      kind: 'open',
      track: camera.track,
      hasTorch: capabilities.torch === true,
      zoom: zoomNow(camera.track, capabilities),
      cameraId: idOf(camera.track),
    };
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' };
    return { kind: 'problem', problem: problemOf(error) };
  }
}

function zoomNow(track: MediaStreamTrack, capabilities: CameraCapabilities): CameraZoom | null {
  const range = zoomOf(capabilities);
  const { zoom: now }: MediaTrackSettings & { zoom?: number } = track.getSettings();
  return range && { ...range, now: now ?? range.min };
}

interface RunningCamera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
}

type Opener = (which: MediaTrackConstraints) => Promise<RunningCamera | null>;

async function openBest(
  devices: MediaDevices,
  video: HTMLVideoElement,
  signal: AbortSignal,
  rememberedId: string | null,
): Promise<RunningCamera | null> {
  const open: Opener = async (which) => {
    const stream = await devices.getUserMedia({ audio: false, video: { ...which, ...size } });
    releaseOnAbort(stream, video, signal);
    const [track] = stream.getVideoTracks();
    return track === undefined ? null : { stream, track };
  };
  if (rememberedId !== null) {
    // A camera that is gone, or whose id the browser has changed, is looked for anew.
    const remembered = await open({ deviceId: { exact: rememberedId } }).catch(ignoreMissing);
    if (remembered !== null) {
      if (!signal.aborted) await focusContinuously(remembered.track);
      return remembered;
    }
  }
  const first = await open({ facingMode: { ideal: 'environment' } });
  if (first === null || signal.aborted || (await focusContinuously(first.track))) return first;
  return openFocusing(devices, open, first, signal);
}

const size = { width: { ideal: 1280 }, height: { ideal: 720 } };

function ignoreMissing(error: unknown): null {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'OverconstrainedError' || name === 'NotFoundError') return null;
  throw error;
}

/** The first of the other rear cameras that focuses; none of them: the first again. */
async function openFocusing(
  devices: MediaDevices,
  open: Opener,
  first: RunningCamera,
  signal: AbortSignal,
): Promise<RunningCamera | null> {
  const firstId = idOf(first.track) ?? '';
  const others = othersToTry(await listed(devices), firstId);
  if (others.length === 0) return first;
  // Most phones run one camera at a time.
  first.track.stop();
  for (const deviceId of others) {
    if (signal.aborted) return null;
    const other = await open({ deviceId: { exact: deviceId } }).catch(() => null);
    if (other === null) continue;
    if (focusOf(capabilitiesOf(other.track)) === 'continuous') {
      await focusContinuously(other.track);
      return other;
    }
    other.track.stop();
  }
  return open(firstId === '' ? { facingMode: { ideal: 'environment' } } : { deviceId: firstId });
}

async function listed(devices: MediaDevices) {
  const all = await devices.enumerateDevices();
  return all
    .filter(({ kind }) => kind === 'videoinput')
    .map((device) => ({
      deviceId: device.deviceId,
      label: device.label,
      facingModes: facingModesOf(device),
    }));
}

function facingModesOf(device: MediaDeviceInfo): readonly string[] {
  if (!('getCapabilities' in device)) return [];
  return (device as InputDeviceInfo).getCapabilities().facingMode ?? [];
}

/** False only for a lens that is known not to focus by itself. */
async function focusContinuously(track: MediaStreamTrack): Promise<boolean> {
  const focus = focusOf(capabilitiesOf(track));
  // A driver that refuses what it offers focuses as it did before.
  if (focus === 'continuous') {
    await tuneCamera(track, { focusMode: 'continuous' }).catch(() => undefined);
  }
  return focus !== 'fixed';
}

/** Firefox had no getCapabilities for long. */
const capabilitiesOf = (track: MediaStreamTrack): CameraCapabilities =>
  typeof track.getCapabilities === 'function' ? track.getCapabilities() : {};

const idOf = (track: MediaStreamTrack): string | null => track.getSettings().deviceId ?? null;

function releaseOnAbort(stream: MediaStream, video: HTMLVideoElement, signal: AbortSignal): void {
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
    // A later camera may already show in the same element.
    if (video.srcObject === stream) video.srcObject = null;
  };
  if (signal.aborted) release();
  else signal.addEventListener('abort', release, { once: true });
}

function problemOf(error: unknown): CameraProblem {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return isInAppBrowser() ? 'in-app-browser' : 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'failed';
  }
}

/** WeChat, QQ, DingTalk, Alipay, Weibo, Feishu: their own settings decide about the camera. */
function isInAppBrowser(): boolean {
  return /MicroMessenger|\bQQ\/|DingTalk|AlipayClient|Weibo|Lark|Feishu/i.test(navigator.userAgent);
}

export interface CameraTuning {
  readonly focusMode?: 'continuous';
  readonly torch?: boolean;
  readonly zoom?: number;
}

/** A track forgets what is not said again. */
const tunings = new WeakMap<MediaStreamTrack, CameraTuning>();

/** Rejects when the phone refuses (too hot, battery low): all stays as it was. */
export async function tuneCamera(track: MediaStreamTrack, change: CameraTuning): Promise<void> {
  const tuning = { ...tunings.get(track), ...change };
  const constraints: MediaTrackConstraintSet & CameraTuning = tuning;
  await track.applyConstraints({ advanced: [constraints] });
  tunings.set(track, tuning);
}
