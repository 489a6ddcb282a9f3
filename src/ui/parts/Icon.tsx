/** Drawn on a grid of 16, in the colour of the text around them. They never stand alone for a meaning. */
const paths = {
  check: 'M3 8.5l3.2 3.2L13 5',
  alert: 'M8 2.5l6 11H2zM8 6.6v3.2M8 11.6v.2',
  cross: 'M4 4l8 8M12 4l-8 8',
  question: 'M5.6 6.2a2.4 2.4 0 1 1 3.3 2.2c-.6.3-.9.7-.9 1.4M8 12v1',
  down: 'M4 6.2l4 4 4-4',
  right: 'M6.2 4l4 4-4 4',
  left: 'M9.8 4l-4 4 4 4',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  moon: 'M12.8 9.6A5.4 5.4 0 0 1 6.4 3.2a5.4 5.4 0 1 0 6.4 6.4z',
  system: 'M2.5 3.5h11v7h-11zM6 13h4',
  upload: 'M8 11V3.5M4.8 6.4L8 3.2l3.2 3.2M3 13h10',
  download: 'M8 3v7.5M4.8 7.6L8 10.8l3.2-3.2M3 13.2h10',
  play: 'M5 3.5v9l7-4.5z',
  paste: 'M5.5 3.5h-2v10h9v-10h-2M5.8 2.5h4.4v2H5.8z',
  dash: 'M4 8h8',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
