import { EncodingUnknown } from './input'
import { UserError, type Issue } from './issue'

interface Passed {
  readonly file: string
  readonly why: string
  readonly error: UserError
}

const namesTold = 5

/**
 * Files that hold nothing to be read. One that was chosen by itself is an error; one that came along with others, in a
 * folder or an archive, is passed over and told of.
 */
export class PassedOver {
  readonly #passed: Passed[] = []

  /** Whether the file is passed over for this error. */
  takes(file: { readonly name: string; readonly cameAlong?: boolean }, error: unknown): boolean {
    if (!file.cameAlong || !(error instanceof UserError) || error instanceof EncodingUnknown)
      return false
    const { message } = error
    const why = message.startsWith(`${file.name}: `) ? message.slice(file.name.length + 2) : message
    this.#passed.push({ file: file.name, why, error })
    return true
  }

  /** What the work gives, or null where the file is passed over. Throws what else goes wrong. */
  async tried<T>(
    file: { readonly name: string; readonly cameAlong?: boolean },
    work: () => Promise<T>,
  ): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (this.takes(file, error)) return null
      throw error
    }
  }

  /** Throws where there was nothing else. */
  refuseAll(): void {
    const [first] = this.#passed
    if (!first) return
    if (this.#passed.length === 1) throw first.error
    throw new UserError(
      `None of the ${this.#passed.length} files can be read, such as ${first.file}: ${first.why}`,
      first.error.hint,
    )
  }

  /** One per reason. */
  issues(): readonly Issue[] {
    const byReason = new Map<string, string[]>()
    for (const { file, why } of this.#passed)
      byReason.set(why, [...(byReason.get(why) ?? []), file])
    return [...byReason].map(([why, files]) => ({
      file: files.length === 1 ? files[0]! : '',
      row: null,
      field: null,
      level: 'warning',
      code: 'passed-over',
      message:
        files.length === 1
          ? `The file was passed over: ${why}.`
          : `${files.length} files were passed over, such as ${files.slice(0, namesTold).join(', ')}: ${why}.`,
    }))
  }
}
