export type CameraProblem = 'denied' | 'in-use' | 'none' | 'insecure' | 'in-app-browser' | 'failed';

export type OpenedCamera =
  | { readonly kind: 'open'; readonly track: MediaStreamTrack; readonly hasTorch: boolean }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'problem'; readonly problem: CameraProblem };

/**
 * Shows the rear camera in `video`. The signal stops the tracks, even when the browser only
 * hands them over after the abort (a permission question may stand open for minutes).
 */
export async function openCamera(
  video: HTMLVideoElement,
  signal: AbortSignal,
): Promise<OpenedCamera> {
  if (signal.aborted) return { kind: 'aborted' };
  if (!isSecureContext) return { kind: 'problem', problem: 'insecure' };
  // lib.dom has it always there; embedded browsers and old WebViews leave it out.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (typeof devices?.getUserMedia !== 'function') {
    return { kind: 'problem', problem: isInAppBrowser() ? 'in-app-browser' : 'failed' };
  }
  let stream: MediaStream | undefined;
  try {
    stream = await devices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: 'environment' },
        width: { ideal: 1280 },
        height: { ideal: 720 },
      },
    });
    releaseOnAbort(stream, video, signal);
    if (signal.aborted) return { kind: 'aborted' };
    const [track] = stream.getVideoTracks();
    if (track === undefined) return { kind: 'problem', problem: 'none' };
    video.muted = true;
    // Without it iOS opens the picture full screen.
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    return { kind: 'open', track, hasTorch: hasTorch(track) };
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' };
    return { kind: 'problem', problem: problemOf(error) };
  }
}

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

// The torch is in the image capture specification, which lib.dom does not follow.
function hasTorch(track: MediaStreamTrack): boolean {
  // Firefox has no getCapabilities.
  if (typeof track.getCapabilities !== 'function') return false;
  const capabilities: MediaTrackCapabilities & { torch?: boolean } = track.getCapabilities();
  return capabilities.torch === true;
}

/** Rejects when the phone refuses (too hot, battery low). */
export function switchTorch(track: MediaStreamTrack, on: boolean): Promise<void> {
  const torch: MediaTrackConstraintSet & { torch: boolean } = { torch: on };
  return track.applyConstraints({ advanced: [torch] });
}
