import { parseConfig } from './config'
import { configText } from './config-text'
import type { Input } from './format'
import { UserError } from './issue'
import type { Settings } from './settings'
import { snapshotParts } from './snapshot-stream'

/**
 * The settings in a backup, checked as strictly as a `faultline.yaml`: whatever that could not say is no setting. Null
 * where there are none, or none that are sound.
 */
export async function backupSettings(input: Input): Promise<Settings | null> {
  for await (const part of snapshotParts(input))
    if (part.kind === 'field' && part.name === 'settings') return soundSettings(part.value)
  return null
}

function soundSettings(value: unknown): Settings | null {
  let text: string
  try {
    // Of any other shape than it reads, this throws or writes what is refused below.
    text = configText(value as Settings)
  } catch {
    return null
  }
  try {
    return parseConfig(text, 'settings')
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}
