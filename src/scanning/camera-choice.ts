/** What a browser tells of a running camera beyond lib.dom (the image capture specification). */
export interface CameraCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly focusMode?: readonly string[];
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
}

export interface ZoomRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface CameraZoom extends ZoomRange {
  readonly now: number;
}

/**
 * Whether a camera can follow a code that comes nearer. `unknown` where the browser tells nothing
 * of focus at all, as Firefox, Safari and webcams.
 */
export function focusOf(capabilities: CameraCapabilities): 'continuous' | 'fixed' | 'unknown' {
  const { focusMode, torch, zoom } = capabilities;
  if (focusMode?.includes('continuous')) return 'continuous';
  // Chrome on Android leaves the list out for a lens that cannot focus, but then tells of the rest.
  if (focusMode !== undefined || torch !== undefined || zoom !== undefined) return 'fixed';
  return 'unknown';
}

/** null where there is nothing to choose. */
export function zoomOf({ zoom }: CameraCapabilities): ZoomRange | null {
  if (zoom === undefined || !(zoom.max > zoom.min)) return null;
  return { min: zoom.min, max: zoom.max, step: zoom.step ?? 0 };
}

/** The nearest zoom that the camera takes. */
export function zoomWithin({ min, max, step }: ZoomRange, zoom: number): number {
  const wanted = Math.min(max, Math.max(min, zoom));
  return step > 0 ? Math.min(max, min + Math.round((wanted - min) / step) * step) : wanted;
}

export interface ListedCamera {
  readonly deviceId: string;
  readonly label: string;
  readonly facingModes: readonly string[];
}

const frontLabel = /front|user|face|selfie|前置|前面|正面/i;
const rearLabel = /back|rear|environment|后置|後置|背面|后面|後面/i;

/** The other rear cameras to try when the first cannot focus, the likeliest first; front ones never. */
export function othersToTry(cameras: readonly ListedCamera[], firstId: string): string[] {
  return cameras
    .filter(({ deviceId }) => deviceId !== '' && deviceId !== firstId)
    .filter(isPerhapsRear)
    .toSorted((a, b) => Number(isSurelyRear(b)) - Number(isSurelyRear(a)))
    .map(({ deviceId }) => deviceId);
}

function isPerhapsRear(camera: ListedCamera): boolean {
  if (camera.facingModes.length > 0) return camera.facingModes.includes('environment');
  return !frontLabel.test(camera.label);
}

const isSurelyRear = ({ facingModes, label }: ListedCamera): boolean =>
  facingModes.includes('environment') || rearLabel.test(label);
