import { expect, test } from 'vitest'
import { chosenFolder, droppedFiles } from '../../../src/ui/import/dropped-files'

type Tree = { readonly [name: string]: string | Tree }

/** An entry of the file system as browsers hand it out, two of a folder at a time. */
function entry(name: string, content: string | Tree, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`
  const isFile = typeof content === 'string'
  const made = {
    name,
    fullPath,
    isFile,
    isDirectory: !isFile,
    file: (resolve: (file: File) => void) =>
      resolve(new File([typeof content === 'string' ? content : ''], name)),
    createReader() {
      const left = Object.entries(content).map(([one, inner]) => entry(one, inner, fullPath))
      return {
        readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(left.splice(0, 2)),
      }
    },
  }
  return made as unknown as FileSystemEntry
}

function dropped(tree: Tree): DataTransfer {
  const items = Object.entries(tree).map(([name, content]) => ({
    webkitGetAsEntry: () => entry(name, content),
  }))
  const files = Object.keys(tree).map((name) => new File(['plain'], name))
  return { items, files } as unknown as DataTransfer
}

test('a folder comes with all its files, named by their paths, and without clutter', async () => {
  const files = await droppedFiles(
    dropped({
      log: {
        'b.csv': 'b',
        'a.csv': 'a',
        '.DS_Store': '',
        '2023': { 'c.csv': 'c', '.git': { config: '' } },
        node_modules: { 'd.csv': '' },
      },
      'e.csv': 'e',
    }),
  )
  expect(files.map(({ name }) => name)).toEqual([
    'log/2023/c.csv',
    'log/a.csv',
    'log/b.csv',
    'e.csv',
  ])
  expect(await Promise.all(files.map((file) => file.text()))).toEqual(['c', 'a', 'b', 'e'])
})

test('files alone are taken as they are', async () => {
  const files = await droppedFiles(dropped({ 'a.csv': 'a', 'b.csv': 'b' }))
  expect(files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv'])
  expect(await files[0]?.text()).toBe('plain')
})

test('a chosen folder is read in the same way', () => {
  const files = ['log/a.csv', 'log/.git/config', 'log/2023/b.csv'].map((path) =>
    Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
      value: path,
    }),
  )
  expect(chosenFolder(files).map(({ name }) => name)).toEqual(['log/a.csv', 'log/2023/b.csv'])
})
