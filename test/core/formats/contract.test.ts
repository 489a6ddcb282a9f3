import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Format } from '../../../src/core/format'
import * as registry from '../../../src/core/formats'
import { formatId } from '../../../src/core/import'
import { incidentFaults } from '../../../src/core/incident'
import { importBytes } from '../../support/import-bytes'
import { readAs } from '../../support/read-format'

const folder = join(import.meta.dirname, '../../../data/samples')
const formats = Object.values(registry) as Format[]

/** Ids of the formats that are as sure of a text as any. */
function surest(text: string, name: string): readonly string[] {
  const head = text.slice(0, 65_536)
  const scores = formats.map((format) => [formatId(format), format.sniff(head, name)] as const)
  const best = Math.max(...scores.map(([, score]) => score))
  return scores.filter(([, score]) => score === best && score > 0).map(([id]) => id)
}

describe.each(formats.map((format) => [formatId(format), format] as const))('%s', (id, format) => {
  const names = existsSync(join(folder, id)) ? readdirSync(join(folder, id)) : []
  const samples = names.map(
    (name) => [name, readFileSync(join(folder, id, name), 'utf8').replace(/^\uFEFF/, '')] as const,
  )

  it('has a sample', () => {
    expect(samples.length).toBeGreaterThan(0)
  })

  it.each(samples)('is alone surest of %s, under its own name and any other', (name, text) => {
    expect(surest(text, name)).toEqual([id])
    expect(surest(text, 'unknown')).toEqual([id])
  })

  it.each(samples)('says the same of %s whatever its name and pieces', async (name) => {
    const bytes = readFileSync(join(folder, id, name))
    const said = async (as: string, piece: number) => {
      const { files, incidents, rejected, issues, questions } = await importBytes(as, bytes, {
        piece,
      })
      return {
        format: files.map(({ format }) => format),
        incidents: incidents.map(({ source, ...rest }) => ({ ...rest, row: source.row })),
        rejected: rejected.map(({ row, code, raw }) => ({ row, code, raw })),
        issues: issues.map(({ code, field, row }) => ({ code, field, row })),
        questions: questions.map(({ code, column }) => ({ code, column })),
      }
    }
    const own = await said(name, 4096)
    expect(own.format).toEqual([id])
    expect(await said('unknown', 1)).toEqual(own)
    expect(await said('other.csv', 7)).toEqual(own)
  })

  it.each(samples)('accounts for the records of %s one by one', async (_, text) => {
    const { incidents, rejected, issues, questions } = await readAs(format, text)
    const rows = [...incidents.map(({ source }) => source.row), ...rejected.map(({ row }) => row)]
    expect(new Set(rows).size).toBe(rows.length)
    expect(rows.every((row) => Number.isInteger(row) && row >= 1)).toBe(true)
    expect(rows.length + issues.length + questions.length).toBeGreaterThan(0)
    expect(rejected.filter(({ code, message }) => code === '' || message === '')).toEqual([])
  })

  it.each(samples)('makes sound incidents of %s, with quotes from their texts', async (_, text) => {
    const { incidents } = await readAs(format, text)
    for (const incident of incidents) {
      expect(incidentFaults(incident)).toEqual([])
      if (!format.complete) expect(incident.source.format).toBe(id)
      for (const { source, quote, charStart, charEnd } of incident.claims)
        if (!source.startsWith('column '))
          expect(incident.text.slice(charStart, charEnd)).toBe(quote)
    }
  })

  it.each(samples)('reads %s alike in pieces of any size', async (_, text) => {
    const whole = await readAs(format, text, { piece: text.length })
    for (const piece of [1, 7, 1000]) expect(await readAs(format, text, { piece })).toEqual(whole)
  })
})
