import { isClutter, mostFiles } from '../../core/clutter'

/** What was dropped, folders with all that is in them: files of theirs are named by their path. */
export async function droppedFiles(dropped: DataTransfer): Promise<readonly File[]> {
  // Both at once: after the event there is nothing left to ask.
  const plain = [...dropped.files]
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain
  const files: File[] = []
  for (const entry of entries) await walk(entry, files)
  return files
}

/** Asks for a folder and gives what is in it, if one is chosen. */
export function chooseFolder(onFiles: (files: readonly File[]) => void): void {
  const chooser = document.createElement('input')
  chooser.type = 'file'
  chooser.webkitdirectory = true
  chooser.addEventListener('change', () => onFiles(chosenFolder(chooser.files ?? [])))
  chooser.click()
}

/** What was chosen as a folder. Files are named by their path in it. */
export function chosenFolder(files: Iterable<File>): readonly File[] {
  return [...files]
    .filter(({ webkitRelativePath }) => !isClutter(webkitRelativePath))
    .slice(0, mostFiles + 1)
    .map((file) => named(file, file.webkitRelativePath))
}

/** Adds the files, one more than may be read at the most: that they are too many is told where they are read. */
async function walk(entry: FileSystemEntry, files: File[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '')
  if (isClutter(path) || files.length > mostFiles) return
  if (isFile(entry)) {
    // One that cannot be had is told of as empty.
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(
      () => new File([], path),
    )
    files.push(named(file, path))
  } else if (isFolder(entry)) for (const one of await entriesOf(entry)) await walk(one, files)
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    // A reader gives a part of them at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    )
    if (some.length === 0) break
    entries.push(...some)
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function named(file: File, name: string): File {
  return new File([file], name, { type: file.type, lastModified: file.lastModified })
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
