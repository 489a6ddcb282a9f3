import choice from './Choice.module.css'
import css from './FilterBar.module.css'

/** Holds the filters' places until they are there, so that nothing moves when they come. */
export function FilterPlaces({ rule }: { readonly rule: string }) {
  const words = ['All services', 'All time', 'No comparison', 'All causes', 'All severities']
  return (
    <div className={css['bar']} aria-hidden="true">
      {[...words, `Rule: ${rule}`].map((word) => (
        <span key={word} className={`${choice['button']} ${choice['waiting']}`}>
          {word}
        </span>
      ))}
    </div>
  )
}
