/** The sign of the program: a line with one offset. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" focusable="false">
      <path d="M4 23h28v18h28" fill="none" stroke="currentColor" strokeWidth={8} />
    </svg>
  )
}
