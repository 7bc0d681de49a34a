/** The mark: a gate line, one post, one step up, one down. `size` in px. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 28 28"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="3.6"
    >
      <path d="M1 14.5h26M13 1v26M13 6.8h9M13 18.5l8 5.2" />
    </svg>
  );
}
