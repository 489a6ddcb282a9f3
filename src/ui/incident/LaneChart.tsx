import { useId } from 'react'
import { clock, date, duration, instant, zone } from '../../core/display'
import css from './incident.module.css'
import type { LaneBar, Lanes } from './lanes'
import { useNarrow } from './use-narrow'

const left = 56
const right = 8

/** Two lanes on one time axis: the impact, and the life of the status page. The list below says the same in words. */
export function LaneChart({
  lanes,
  timeZone,
}: {
  readonly lanes: Lanes
  readonly timeZone: string
}) {
  const { impacts, page, milestones, posts, ticks, beyond } = lanes
  const hatch = useId()
  // Drawn to the width it gets, so that its words stay readable.
  const width = useNarrow() ? 340 : 760
  const room = width - left - right
  const x = (share: number) => left + share * room
  const days = date(lanes.from, timeZone) !== date(lanes.to, timeZone)
  const heads = headHeights(milestones, room)
  const top = heads.includes(8) ? 0 : 16
  return (
    <figure className={css['lanes']}>
      <svg
        viewBox={`0 ${top} ${width} ${148 - top}`}
        role="img"
        aria-label={summary(lanes, timeZone)}
      >
        <pattern
          id={hatch}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line className={css['hatch']} x1={0} x2={0} y1={0} y2={6} />
        </pattern>
        {ticks.map((tick) => (
          <g key={tick.at}>
            <line className={css['grid']} x1={x(tick.left)} x2={x(tick.left)} y1={34} y2={120} />
            <text className={css['tick']} x={x(tick.left)} y={138} textAnchor={anchorAt(tick.left)}>
              {days
                ? `${date(tick.at, timeZone).replace(/ \d{4}$/, '')} ${clock(tick.at, timeZone)}`
                : clock(tick.at, timeZone)}
            </text>
          </g>
        ))}
        <text className={css['laneName']} x={0} y={62}>
          Impact
        </text>
        <text className={css['laneName']} x={0} y={100}>
          Page
        </text>
        <line className={css['laneLine']} x1={left} x2={width - right} y1={58} y2={58} />
        <line className={css['laneLine']} x1={left} x2={width - right} y1={96} y2={96} />
        {impacts.map((impact) => (
          <g key={impact.from}>
            {impact.reach !== null && (
              <rect
                className={css['reach']}
                fill={`url(#${hatch})`}
                x={x(impact.left)}
                y={49}
                width={Math.max(2, (impact.reach - impact.left) * room)}
                height={18}
              />
            )}
            <rect
              className={impact.to === null ? css['openBar'] : css['impactBar']}
              x={x(impact.left)}
              y={49}
              width={Math.max(3, impact.width * room)}
              height={18}
            />
          </g>
        ))}
        {page && (
          <rect
            className={css['pageBar']}
            x={x(page.left)}
            y={89}
            width={Math.max(3, page.width * room)}
            height={14}
          />
        )}
        {posts.map((post, i) => (
          <circle
            key={`${post.at}-${i}`}
            className={css['post']}
            cx={x(post.left)}
            cy={96}
            r={3.5}
          />
        ))}
        {milestones.map((mark, i) => (
          <g key={`${mark.label}-${mark.at}`}>
            <line className={css['mark']} x1={x(mark.left)} x2={x(mark.left)} y1={24} y2={116} />
            <circle className={css['markHead']} cx={x(mark.left)} cy={heads[i] ?? 26} r={8} />
            <text
              className={css['markNumber']}
              x={x(mark.left)}
              y={(heads[i] ?? 26) + 4}
              textAnchor="middle"
            >
              {i + 1}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className={css['caption']}>
        <ol className={css['marks']}>
          {milestones.map((mark) => (
            <li key={`${mark.label}-${mark.at}`}>
              <span>{mark.label}</span> {clock(mark.at, timeZone)}
            </li>
          ))}
        </ol>
        <p>
          Times in {zone(lanes.from, timeZone)}.
          {impacts.some(({ reach }) => reach !== null) &&
            ' Hatched: as far as the upper bound reaches.'}
          {posts.length > 0 && ' Dots: posts on the page.'}
          {beyond.map(
            ({ label, at }) =>
              ` ${label} ${duration((at - lanes.to) / 60_000).replace('−', '')} ${at > lanes.to ? 'later' : 'earlier'}, ${instant(at, timeZone)}.`,
          )}
        </p>
      </figcaption>
    </figure>
  )
}

/** Words at an edge of the axis stay inside it. */
function anchorAt(share: number): 'start' | 'middle' | 'end' {
  if (share > 0.92) return 'end'
  return share < 0.04 ? 'start' : 'middle'
}

/** Numbers that would touch are set on two heights. */
function headHeights(marks: Lanes['milestones'], room: number): readonly number[] {
  let before = { at: -Infinity, height: 8 }
  return marks.map(({ left: share }) => {
    const close = (share - before.at) * room < 18
    before = { at: share, height: close && before.height === 26 ? 8 : 26 }
    return before.height
  })
}

function summary({ impacts, page }: Lanes, timeZone: string): string {
  const words = (bar: LaneBar) =>
    `${instant(bar.from, timeZone)} to ${bar.to === null ? 'now' : instant(bar.to, timeZone)}`
  const parts = [
    impacts.length > 0 ? `Impact ${impacts.map(words).join(' and ')}` : 'No time of impact stated',
    ...(page ? [`status page ${words(page)}`] : []),
  ]
  return `${parts.join('; ')}.`
}
