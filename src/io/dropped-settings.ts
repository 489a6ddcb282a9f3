import { parseConfig } from '../core/config'
import { isYamlRecords } from '../core/documents/yaml-head'
import { UserError, type Issue } from '../core/issue'
import { isOpenSlo, openSloSettings, withOpenSlo } from '../core/openslo'
import type { PassedOver } from '../core/passed-over'
import type { Settings } from '../core/settings'

/** What files of settings say. */
export interface DroppedSettings {
  /** Null where there was no such file. */
  readonly settings: Settings | null
  readonly issues: readonly Issue[]
}

const headLength = 65_536

/**
 * Dropped files apart: YAML holds settings, unless it lists records. In a folder lies YAML of all kinds: what is neither
 * a `faultline.yaml` nor OpenSLO there is passed over.
 */
export async function withoutSettings(
  files: readonly File[],
  passedOver: PassedOver,
): Promise<{ readonly configs: readonly File[]; readonly data: readonly File[] }> {
  const configs: File[] = []
  const data: File[] = []
  for (const file of files) {
    const { name } = file
    const head = /\.ya?ml$/i.test(name) ? await file.slice(0, headLength).text() : ''
    if (head === '' || isYamlRecords(head)) data.push(file)
    else if (!name.includes('/') || /\/faultline\.ya?ml$/i.test(name) || isOpenSlo(head))
      configs.push(file)
    else
      passedOver.takes(
        { name, cameAlong: true },
        new UserError(`${name}: neither incidents nor settings of Faultline`, 'Leave it out.'),
      )
  }
  return { configs, data }
}

/**
 * Settings from a `faultline.yaml`, which takes the place of the `current` ones, and from OpenSLO files, whose promises
 * are added. Throws a `UserError` that names file and line.
 */
export async function droppedSettings(
  files: readonly File[],
  current: Settings,
): Promise<DroppedSettings> {
  const texts = await Promise.all(
    files.map(async (file) => ({ name: file.name, text: await file.text() })),
  )
  const promises = texts.filter(({ text }) => isOpenSlo(text))
  const configs = texts.filter((one) => !promises.includes(one))
  const issues: Issue[] = []
  let settings: Settings | null = null
  for (const { name, text } of configs) {
    settings = parseConfig(text, name)
    issues.push(
      note(
        name,
        null,
        `${name} takes the place of the workspace's settings when this import is kept.`,
      ),
    )
  }
  for (const { name, text } of promises) {
    const found = openSloSettings(text, name)
    settings = withOpenSlo(settings ?? current, found)
    issues.push(
      note(name, null, `The SLOs of ${name} are added to the settings when this import is kept.`),
    )
    for (const { line, notes } of found)
      for (const what of notes) issues.push(note(name, line, `${name} line ${line}: ${what}`))
  }
  return { settings, issues }
}

function note(file: string, row: number | null, message: string): Issue {
  return { file, row, field: null, level: 'note', code: 'settings', message }
}
