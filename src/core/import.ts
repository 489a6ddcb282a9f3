import type { FileCounts } from './batch'
import type { Format, FoundTable, Input, ReadContext } from './format'
import type { Frame } from './frame'
import { FrameBuilder } from './frame-builder'
import * as formats from './formats'
import { incidentFaults, type Incident } from './incident'
import { isGarbled } from './encoding'
import { stableId } from './identity'
import { EncodingUnknown, isDamaged, openInput, type RawFile } from './input'
import { UserError, type Assumptions, type Issue, type Question, type Rejection } from './issue'
import type { PassedOver } from './passed-over'
import { toldByPlain } from './recurrence/told-by-plain'
import { toldCauses, toldCausesOf } from './recurrence/told-causes'
import { similarServices } from './similar-services'
import { makeTally, type Wording } from './tally'
import { unpackText, wholeText, type ByteTexts, type TextBlock } from './text-block'

/** What a set of files holds. Per file: records read = incidents + rejected. */
export interface Imported {
  readonly frame: Frame
  readonly files: readonly FileCounts[]
  readonly issues: readonly Issue[]
  readonly rejected: readonly Rejection[]
  /** Nothing of a file with open questions is in the frame. */
  readonly questions: readonly Question[]
}

export interface ImportOptions {
  readonly assume: Assumptions
  /** The instant of the import, epoch ms UTC. */
  readonly now: number
  /** Text blocks as they fill up, in order. */
  readonly onBlock: (block: TextBlock) => void
  /** As of `FrameBuilder`. */
  readonly spare?: Uint8Array<ArrayBuffer>[]
  /** Told of each table; see `ReadContext`. */
  readonly onTable?: (file: string, table: FoundTable) => void
  /** As in `ReadContext`. */
  readonly onEdits?: NonNullable<ReadContext['onEdits']>
  /** Called with the first incidents of a longer file as soon as there are so many. */
  readonly onFirst?: (incidents: readonly Incident[]) => void
  /** Takes the files that came along and hold nothing to be read; without it they are errors. */
  readonly passedOver?: PassedOver
  /** Called with the number of incidents read so far, every few thousand. */
  readonly onRecords?: (records: number) => void
}

/** Id of a format as people and files see it: its export's name in kebab-case. */
export function formatId(format: Format): string {
  const name = Object.entries(formats).find(([, one]) => one === format)?.[0] ?? ''
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The format that is surest of the file. Throws a `UserError` when none is. */
export function recognisedFormat(input: Input): Format {
  let best: Format | null = null
  let surest = 0
  for (const format of Object.values(formats) as Format[]) {
    const sure = format.sniff(input.head, input.name)
    if (sure > surest) {
      surest = sure
      best = format
    }
  }
  if (best) return best
  const known = (Object.values(formats) as Format[]).map(({ label }) => label).join(', ')
  throw new UserError(
    `${input.name}: not a file Faultline can read`,
    `It reads: ${known}. Export the incidents as CSV, or paste the text of the incident's page.`,
  )
}

/**
 * Opens a file for `importFiles`; null where it is passed over. Bytes of any kind are text in some encoding: of a file
 * that came along it is asked only where its text would be read.
 */
export async function opened(file: RawFile, passedOver: PassedOver): Promise<Input | null> {
  try {
    return await openInput(file)
  } catch (error) {
    if (error instanceof EncodingUnknown && file.cameAlong) {
      const encoding = error.proposals[0] ?? 'utf-8'
      const guess = await passedOver.tried(file, async () =>
        recognisedFormat(await openInput({ ...file, encoding })),
      )
      if (guess === null) return null
    } else if (passedOver.takes(file, error)) return null
    throw error
  }
}

/**
 * Reads files into one frame. A file that cannot be read at all throws a `UserError`, unless it is passed over; records
 * that cannot become incidents are listed with their reason.
 */
export async function importFiles(
  inputs: readonly Input[],
  options: ImportOptions,
): Promise<Imported> {
  const builder = new FrameBuilder(options.onBlock, options.spare)
  const issues: Issue[] = []
  const rejected: Rejection[] = []
  const questions: Question[] = []
  const files: FileCounts[] = []
  const first: Incident[] = []
  let toldRecords = 0
  const tellRecords = () => {
    if (builder.count - toldRecords < 4096) return
    toldRecords = builder.count
    options.onRecords?.(toldRecords)
  }
  const read = async (input: Input, counts: Counts) => {
    const format = recognisedFormat(input)
    const file = input.name
    let repeats = 0
    const doubts = makeTally(importNotes)
    const reject = (row: number, code: string, message: string, raw: string) => {
      counts.records++
      counts.rejected++
      rejected.push({ file, row, code, message: ownText(message), raw: ownText(raw.slice(0, 500)) })
    }
    const keep = (incident: Incident, stated: Incident, texts?: ByteTexts) => {
      const faults = incidentFaults(incident)
      const { row } = incident.source
      if (faults.length > 0) {
        reject(row, 'invalid', `${file} row ${row}: ${faults.join('; ')}.`, incident.title)
        return
      }
      const earlier = builder.rowOf(texts?.id ?? incident.id)
      if (earlier !== undefined) {
        const replaced = builder.sourceOf(earlier)
        const count = files.find(({ name }) => name === replaced.file)
        rejected.push({
          ...replaced,
          code: 'duplicate-id',
          message: replacement(texts?.id.decoded() ?? stated.id, replaced, { file, row }),
          raw: texts?.id.decoded() ?? incident.id,
        })
        if (replaced.file === file) repeats++
        if (count) move(files, count)
        else {
          counts.incidents--
          counts.rejected++
        }
      }
      counts.records++
      counts.incidents++
      if (!texts?.title.ascii) {
        const title = texts ? texts.title.decoded() : incident.title
        if (isGarbled(title)) doubts.add('garbled-text', 'title', row, title)
      }
      builder.add(incident, texts)
      if (first.length < firstShown && options.onFirst) {
        first.push(texts ? { ...incident, ...decoded(texts) } : incident)
        if (first.length === firstShown) options.onFirst(first)
      }
      tellRecords()
    }
    await format.read(
      input,
      {
        incident: (found) => keep(format.complete ? found : completed(found), found),
        undecoded(found, texts) {
          // A record that states nothing but its texts may have none.
          if (found.impacts.length === 0) {
            const whole = { ...found, ...decoded(texts) }
            keep(completed(whole), whole)
          } else keep(completed(found, texts), found, texts)
        },
        plain(rows, at, end, row) {
          // Those that are shown while others are read are read whole.
          if (format.complete || (options.onFirst && first.length < firstShown)) return at
          const told = toldByPlain(rows, at, end)
          const stop = builder.addPlain(rows, at, end, row, told)
          counts.records += stop - at
          counts.incidents += stop - at
          tellRecords()
          return stop
        },
        reject,
        expect: (records) => builder.expect(records),
        issue: (issue) => issues.push({ ...issue, file }),
        ask: (question) => questions.push({ ...question, file }),
      },
      {
        assume: options.assume,
        now: options.now,
        ...(options.onTable && { onTable: (table) => options.onTable?.(file, table) }),
        ...(options.onEdits && { onEdits: options.onEdits }),
      },
    )
    if (repeats >= 10 && repeats > 0.2 * counts.records)
      issues.push({
        file,
        row: null,
        field: 'id',
        level: 'warning',
        code: 'ids-repeat',
        message: `${repeats} of ${counts.records} records have the id of a later one, which replaces them. If a row is a part of an incident or a change of it, export one row per incident, or map another column to the id.`,
      })
    issues.push(...doubts.issues().map((issue) => ({ ...issue, file })))
    // Tables reject the records that are damaged.
    if (isDamaged(input) && !rejected.some((one) => one.file === file && one.code === 'bad-bytes'))
      issues.push({
        file,
        row: null,
        field: null,
        level: 'warning',
        code: 'bad-bytes',
        message:
          'Bytes of the file are no text in its encoding: � stands for each. Export it again, or correct the texts.',
      })
    files.push({ name: file, format: formatId(format), ...counts })
  }
  const { passedOver } = options
  for (const input of inputs) {
    const counts = { records: 0, incidents: 0, rejected: 0 }
    const told = issues.length
    try {
      await read(input, counts)
    } catch (error) {
      // What was taken of it cannot be given back.
      if (counts.records > 0 || !passedOver?.takes(input, error)) throw error
      issues.length = told
    }
  }
  issues.push(...(passedOver?.issues() ?? []))
  const frame = builder.finish()
  issues.push(...similarIds(frame), ...similarServices(frame))
  return { frame, files, issues, rejected, questions }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The text by itself: a part of a longer text holds on to all of it. */
function ownText(text: string): string {
  return decoder.decode(encoder.encode(text))
}

type Counts = { -readonly [Name in 'records' | 'incidents' | 'rejected']: number }

const firstShown = 8

function decoded({ id, title, text }: ByteTexts): Pick<Incident, 'id' | 'title' | 'text'> {
  return { id: id.decoded(), title: title.decoded(), text: text.decoded() }
}

const importNotes: Wording = {
  'garbled-text': {
    level: 'warning',
    text: (field, titles) =>
      `Letters in "${field}" look garbled: ${titles}. UTF-8 was taken for another encoding, here or in the program that wrote them: choose the encoding again, or correct the texts`,
  },
}

interface Place {
  readonly file: string
  readonly row: number
}

/** Why a record gave way to a later one. Without an id of its own it was the same in every field that identifies it. */
function replacement(id: string, replaced: Place, by: Place): string {
  const [first, second] = [replaced, by].map(({ file, row }) => `${file} row ${row}`)
  return id === ''
    ? `${first}: it has no id, and title, services, start and text of ${second} are the same, so that the two count once. Give each an id of its own if they are two incidents.`
    : `${first}: the id "${id}" comes again in ${second}, which replaces it. Give each incident an id of its own if they differ.`
}

/** Ids that differ in small and capital letters only, told once per file: they may mean the same incident. */
function similarIds({ ids, incidents, dictionaries }: Frame): readonly Issue[] {
  // Nearly all sets of ids are written in one way: it shows without taking them apart.
  const all = wholeText(ids)
  if (!/[a-z]/.test(all) || !/[A-Z]/.test(all)) return []
  const seen = new Map<string, string>()
  const found = new Map<string, { count: number; readonly example: string }>()
  for (const [row, id] of unpackText(ids).entries()) {
    const same = seen.get(id.toLowerCase()) ?? id
    seen.set(id.toLowerCase(), same)
    if (same === id) continue
    const file = dictionaries.files[incidents.file[row] ?? -1]?.name ?? ''
    const entry = found.get(file) ?? { count: 0, example: `"${same}" and "${id}"` }
    entry.count++
    found.set(file, entry)
  }
  return [...found].map(([file, { count, example }]) => ({
    file,
    row: null,
    field: 'id',
    level: 'warning',
    code: 'similar-ids',
    message: `${count} id(s) differ from another in small and capital letters only, such as ${example}. They count as incidents of their own: write them the same way if they are not.`,
  }))
}

/** One of an earlier file's incidents has turned out to be replaced. */
function move(files: FileCounts[], count: FileCounts): void {
  files[files.indexOf(count)] = {
    ...count,
    incidents: count.incidents - 1,
    rejected: count.rejected + 1,
  }
}

/** Fills in what a record leaves to the import: its id, and the causes it tells of where none is stated. */
function completed(incident: Incident, texts?: ByteTexts): Incident {
  const id = texts ? '' : incident.id || stableId(incident)
  const services = unrepeated(incident.services)
  const told =
    incident.cause !== null
      ? null
      : texts
        ? toldCausesOf(texts)
        : toldCauses(incident.title, incident.text)
  if (told && told.cause !== null) {
    const { cause } = told
    const facets = unrepeated([...incident.facets, ...told.facets]).filter((one) => one !== cause)
    return {
      ...incident,
      id,
      services,
      cause,
      facets,
      flags: [...incident.flags, 'cause-inferred'],
    }
  }
  if (id === incident.id && services === incident.services) return incident
  return { ...incident, id, services }
}

function unrepeated(words: readonly string[]): readonly string[] {
  return words.length < 2 ? words : [...new Set(words)]
}
