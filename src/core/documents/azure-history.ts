import type { ReadContext, Sink } from '../format'
import type { Incident } from '../incident'
import { incidentFromBlocks } from '../prose/incident'
import { monthOf } from '../prose/times'
import type { PageFile } from './page-months'

const heading = /^Azure status history\b/im
const monthLine = /^([A-Z][a-z]{2,8}),? (\d{4})$/
const dayLine = /^(\d{1,2})(?:[/-](\d{1,2}))?$/
const tracking = /\s*\(?Tracking ID:? ([A-Z\d]{4}-[A-Z\d_]{3,4})\)?/
const review =
  /^(?:(?:Preliminary|Final) )?(?:Post[- ]Incident Review \(?PIR\)?|PIR|RCA|Root Cause Analysis)\s*[-–—:]\s*/i

interface Entry {
  readonly title: string
  readonly text: string
  /** The day it stands under, epoch ms UTC. */
  readonly day: number
}

/** Whether a text is the page on which Azure keeps its reviews of incidents, below months and days. */
export function isAzureHistory(text: string): boolean {
  return heading.test(text.slice(0, 20_000)) && entriesOf(text).length > 0
}

/** Reads the reviews of Azure's history page: their sentences say from when to when. */
export function readAzureHistory(
  file: PageFile,
  text: string,
  sink: Sink,
  { assume }: ReadContext,
): void {
  let untimed = 0
  for (const [at, entry] of entriesOf(text).entries()) {
    const incident = incidentOf(entry, at + 1, file, assume.timeZone ?? null)
    if (incident.impacts.length === 0) untimed++
    sink.incident(incident)
  }
  if (untimed > 0)
    sink.issue({
      row: null,
      field: null,
      level: 'warning',
      code: 'no-impact-time',
      message: `${untimed} review(s) do not say from when to when: listed without a time of impact, and in no figure.`,
    })
}

function entriesOf(text: string): readonly Entry[] {
  const entries: { day: number; lines: string[] }[] = []
  let month: { readonly year: number; readonly month: number } | null = null
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, name = '', year = ''] = monthLine.exec(line) ?? []
    const number = name === '' ? null : monthOf(name)
    const day = month && dayIn(line, month.month)
    if (number !== null) month = { year: Number(year), month: number }
    else if (month && day !== null)
      entries.push({ day: Date.UTC(month.year, month.month - 1, day), lines: [] })
    else if (line !== '') entries.at(-1)?.lines.push(line)
  }
  return entries.flatMap(({ day, lines: [title = '', ...rest] }) =>
    title === '' ? [] : [{ day, title, text: rest.length > 0 ? rest.join('\n\n') : title }],
  )
}

/** `25`, `25-1` or `4/11` below the heading of a month: the number that is not the month's. */
function dayIn(line: string, month: number): number | null {
  const [, first, second] = dayLine.exec(line) ?? []
  if (first === undefined) return null
  const day = second === undefined || Number(second) === month ? Number(first) : Number(second)
  return day >= 1 && day <= 31 ? day : null
}

function incidentOf(
  { title, text, day }: Entry,
  row: number,
  file: PageFile,
  assumeZone: string | null,
): Incident {
  const block = {
    status: 'Postmortem',
    statusInferred: true,
    postedAt: null,
    text,
    charStart: 0,
    charEnd: text.length,
    posted: null,
  }
  const made = incidentFromBlocks(
    {
      title: title.replace(tracking, '').replace(review, '').trim(),
      services: ['Azure'],
      text,
      blocks: [block],
      affected: null,
      flags: [],
    },
    { file: file.name, row, format: file.format },
    { assumeZone, near: day },
  )
  // A review is written when all is over: a start without an end is no impact that goes on.
  const over = made.impacts.filter(({ to }) => to !== null)
  return { ...made, id: (tracking.exec(title) ?? tracking.exec(text))?.[1] ?? '', impacts: over }
}
