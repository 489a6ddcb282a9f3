import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  type BarShapeProps,
} from 'recharts'
import { bucket, duration, percent, target as targetText } from '../../core/display'
import type { MonthBar } from '../standing'
import css from './AvailabilityChart.module.css'
import { axisPercent, labelEvery, ticks } from './axis'

interface AvailabilityChartProps {
  /** Oldest first, at most 160. */
  readonly bars: readonly MonthBar[]
  /** Percent promised, or null. */
  readonly target: number | null
  readonly height: number
  readonly onPick: (month: string) => void
}

const words = {
  met: 'target met',
  risk: 'cannot be told',
  missed: 'target missed',
  'no-data': 'nothing observed',
  neutral: '',
} as const satisfies Record<MonthBar['standing'], string>

const cap = 3

/** Downtime hangs from the line of 100 %, so that every bar starts at zero and the axis still reads availability. */
export function AvailabilityChart({ bars, target, height, onPick }: AvailabilityChartProps) {
  const allowed = target === null ? 0 : 100 - target
  const deepest = Math.max(...bars.map(({ down }) => down?.high ?? 0))
  const axis = ticks(Math.max(deepest, allowed * 1.4, 0.01), 5)
  const every = labelEvery(bars.length)
  const months = bars.map(({ month }) => month).filter((month) => labelled(month, every))
  return (
    <BarChart
      responsive
      className={css['chart'] ?? ''}
      style={{ width: '100%', height }}
      data={[...bars]}
      margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
      barCategoryGap={bars.length > 36 ? '8%' : '16%'}
      onClick={({ activeLabel }) => {
        if (typeof activeLabel === 'string') onPick(activeLabel)
      }}
    >
      <pattern
        id="no-data"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--no-data)" strokeWidth="2" />
      </pattern>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="month"
        ticks={months}
        interval={0}
        tickFormatter={(month: string) => (every >= 12 ? month.slice(0, 4) : bucket(month))}
        tickLine={false}
        axisLine={false}
        tick={{ fill: 'var(--ink-soft)', fontSize: 12 }}
      />
      <YAxis
        reversed
        interval={0}
        width="auto"
        domain={[0, axis.at(-1) ?? 1]}
        ticks={[...axis]}
        tickFormatter={axisPercent}
        tickLine={false}
        axisLine={false}
        tick={{ fill: 'var(--ink-soft)', fontSize: 12 }}
      />
      <Tooltip
        cursor={{ fill: 'var(--paper-sunken)' }}
        isAnimationActive={false}
        content={({ active, payload }) => {
          const bar: unknown = payload[0]?.payload
          return active && isMonthBar(bar) ? <MonthWords bar={bar} /> : null
        }}
      />
      <Bar
        dataKey={({ down }: MonthBar) => down?.value ?? 0}
        isAnimationActive={false}
        maxBarSize={56}
        shape={(shape: BarShapeProps) => <MonthShape bar={bars[shape.index]} width={shape.width} />}
      />
      {target === null ? null : (
        <ReferenceLine
          y={allowed}
          stroke="var(--ink)"
          strokeDasharray="4 3"
          label={({ viewBox }: { readonly viewBox?: unknown }) => (
            <TargetLabel viewBox={viewBox} text={`Target ${targetText(target)}`} />
          )}
        />
      )}
    </BarChart>
  )
}

function MonthShape({
  bar,
  width,
}: {
  readonly bar: MonthBar | undefined
  readonly width: number
}) {
  const across = useXAxisScale()
  const along = useYAxisScale()
  if (!bar || !across || !along) return null
  const middle = across(bar.month, { position: 'middle' }) ?? 0
  const left = middle - width / 2
  const top = along(0) ?? 0
  const depth = (value: number) => (along(value) ?? top) - top
  if (!bar.down) {
    const floor = depth(Number.MAX_SAFE_INTEGER)
    return <rect x={left} y={top} width={width} height={Math.min(floor, 24)} fill="url(#no-data)" />
  }
  const { value, high } = bar.down
  const color = bar.standing === 'neutral' ? 'var(--accent)' : `var(--${bar.standing})`
  return (
    <g>
      <rect
        x={left}
        y={top}
        width={width}
        height={Math.max(cap, depth(value))}
        fill={color}
        fillOpacity={value > 0 ? 1 : 0.55}
      />
      {depth(high) - depth(value) > 2 ? (
        <path
          d={`M${middle} ${top + depth(value)}V${top + depth(high)}M${middle - 3} ${top + depth(high)}h6`}
          stroke="var(--ink)"
          fill="none"
        />
      ) : null}
    </g>
  )
}

/** Below its line, where no bar reaches while the target is met. */
function TargetLabel({ viewBox, text }: { readonly viewBox: unknown; readonly text: string }) {
  if (!isBox(viewBox)) return null
  return (
    <text
      className={css['label']}
      x={viewBox.x + viewBox.width}
      y={viewBox.y + 15}
      textAnchor="end"
    >
      {text}
    </text>
  )
}

function MonthWords({ bar }: { readonly bar: MonthBar }) {
  return (
    <div className={css['words']}>
      <strong>{bucket(bar.month)}</strong>
      {bar.down ? (
        <>
          <span>{percent(bar.availability)} available</span>
          <span>{duration(bar.downMinutes)} down</span>
        </>
      ) : null}
      {words[bar.standing] ? <span>{words[bar.standing]}</span> : null}
    </div>
  )
}

function labelled(month: string, every: number): boolean {
  const [year = 0, ofYear = 1] = month.split('-').map(Number)
  return (year * 12 + ofYear - 1) % every === 0
}

function isBox(value: unknown): value is { x: number; y: number; width: number } {
  return typeof value === 'object' && value !== null && 'x' in value && 'width' in value
}

function isMonthBar(value: unknown): value is MonthBar {
  return typeof value === 'object' && value !== null && 'standing' in value
}
