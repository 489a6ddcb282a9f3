/** What a zone can be chosen from, the one without summer time first. */
export const zoneNames = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC'),
]
