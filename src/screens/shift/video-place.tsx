import { useLayoutEffect, useRef } from 'preact/hooks';
import css from './video-place.module.css';

/** Where the camera's picture is now. Hidden, it is still there for the scanner to read. */
export function VideoPlace({ video, isHidden }: { video: HTMLVideoElement; isHidden?: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.append(video);
    // Out of the document a video pauses; an empty one refuses, and starts with its stream.
    if (video.paused) void video.play().catch(() => undefined);
  }, [video]);
  return <div ref={place} class={isHidden ? css.hidden : css.shown} />;
}
