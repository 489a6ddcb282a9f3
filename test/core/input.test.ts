import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Cancelled,
  EncodingUnknown,
  isDamaged,
  openInput,
  type RawFile,
} from '../../src/core/input'
import { UserError } from '../../src/core/issue'

const encode = (text: string) => new TextEncoder().encode(text)

function file(bytes: Uint8Array, size = bytes.length || 1, more: Partial<RawFile> = {}): RawFile {
  return {
    name: 'a.csv',
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
    },
    ...more,
  }
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian)
  return new Uint8Array(view.buffer)
}

async function error(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing was thrown'),
    (thrown: Error) => thrown,
  )
}

describe('decoding', () => {
  // Larger than what is kept of the head, so that the pieces are decoded one by one.
  const long = 'Störung 決済 🚨 é;\r\n'.repeat(12_000)
  const bytes = encode(long)

  test.each([1, 2, 3, 5, 7, 39, 1001, 65_536])(
    'pieces of %d bytes give the same text',
    async (size) => {
      const input = await openInput(file(bytes, size))
      expect(await input.text()).toBe(long)
      expect(input.head).toBe(long.slice(0, 65_536))
      expect(input.encoding).toBe('utf-8')
    },
  )

  test('the same text can be read again', async () => {
    const input = await openInput(file(encode('a,b\n1,2\n')))
    expect([await input.text(), await input.text()]).toEqual(['a,b\n1,2\n', 'a,b\n1,2\n'])
  })

  test('byte order marks are taken away, doubled ones too', async () => {
    expect(await (await openInput(file(encode('\uFEFF\uFEFFid,title')))).text()).toBe('id,title')
    for (const littleEndian of [true, false]) {
      const input = await openInput(file(utf16('\uFEFFid,titlé', littleEndian), 3))
      expect(await input.text()).toBe('id,titlé')
      expect(input.encoding).toBe(littleEndian ? 'utf-16le' : 'utf-16be')
    }
  })

  test('any text of any script survives any cut', async () => {
    // The first piece fills the head, so that the others are decoded one by one.
    const filler = new Uint8Array(262_145).fill(0x78)
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 40 }),
        async (text, size) => {
          const rest = encode(text)
          async function* open() {
            yield filler
            for (let at = 0; at < rest.length; at += size) yield rest.slice(at, at + size)
          }
          const input = await openInput({ name: 'a.csv', size: filler.length + rest.length, open })
          expect((await input.text()).slice(filler.length)).toBe(text)
        },
      ),
    )
  })

  test('UTF-8 of faulty programs is read as damaged, to be rejected by record', async () => {
    const overlong = new Uint8Array([...encode('id\nA'), 0xc0, 0xaf, ...encode('\n')])
    expect((await openInput(file(overlong))).encoding).toBe('utf-8, damaged')
  })
})

describe('half a character in UTF-16, as programs leave it that cut texts', () => {
  const bytes = utf16('\uFEFFid,title\n1,cut \ud83d\n2,whole 🚨\n', true)

  test.each([1, 2, 3, 4096])('in pieces of %d bytes damages its own record only', async (size) => {
    const input = await openInput(file(bytes, size))
    expect(isDamaged(input)).toBe(true)
    expect(await input.text()).toBe('id,title\n1,cut \uFFFD\n2,whole 🚨\n')
  })

  test('an odd byte at the end does, too', async () => {
    const input = await openInput(file(new Uint8Array([...utf16('\uFEFFid\n1\n', true), 0x0a])))
    expect(await input.text()).toBe('id\n1\n\uFFFD')
  })
})

test('only encodings in which the file is text are proposed', async () => {
  const latin = new Uint8Array([...encode('id,title\n1,K'), 0xfc, ...encode('che\n')])
  const thrown = await error(openInput(file(latin)))
  const { proposals } = thrown as EncodingUnknown
  expect(proposals).toContain('windows-1251')
  expect(proposals).not.toContain('shift_jis')
})

test('an encoding that was chosen and does not fit is told, with others to choose', async () => {
  const latin = new Uint8Array([...encode('id,title\n1,Caf'), 0xe9, ...encode('\n')])
  const thrown = await error(openInput(file(latin, 4096, { encoding: 'euc-jp' })))
  expect(thrown).toBeInstanceOf(EncodingUnknown)
  expect(thrown.message).toContain('euc-jp')
  expect((thrown as EncodingUnknown).proposals).toContain('windows-1252')
})

describe('the encoding stated for tables with certain columns', () => {
  const latin = new Uint8Array([...encode('Log\n"Id";Title\n1;Caf'), 0xe9, ...encode('\n')])
  const stated = (...header: string[]) => ({
    mappings: [{ header, assume: { encoding: 'windows-1252' } }],
  })

  test('is that of a file which names them all in one line', async () => {
    const input = await openInput(file(latin, 4096, stated('title', 'ID')))
    expect(await input.text()).toContain('Café')
  })

  test('is not that of other files, nor where another one was chosen', async () => {
    for (const header of [
      ['Title', 'Start'],
      ['Log', 'Id'],
    ])
      expect(await error(openInput(file(latin, 4096, stated(...header))))).toBeInstanceOf(
        EncodingUnknown,
      )
    const chosen = { ...stated('Id', 'Title'), encoding: 'windows-1251' }
    expect(await (await openInput(file(latin, 4096, chosen))).text()).toContain('Cafй')
  })
})

describe('the encoding that was chosen', () => {
  const chosen = { encoding: 'windows-1252' }

  test('is not that of a file that tells its own', async () => {
    const input = await openInput(file(encode('id\nCafé\n'), 4096, chosen))
    expect(await input.text()).toBe('id\nCafé\n')
  })

  test('holds where the beginning is ASCII alone', async () => {
    const ascii = encode('x'.repeat(300_000))
    const bytes = new Uint8Array([...ascii, 0xe9])
    const thrown = await error((await openInput(file(bytes, 65_536))).text())
    expect((thrown as EncodingUnknown).question.answers[0]?.assume).toEqual(chosen)
    const text = await (await openInput(file(bytes, 65_536, chosen))).text()
    expect(text.slice(-2)).toBe('xé')
  })
})

describe('what is refused', () => {
  const latin = new Uint8Array([...encode('id,title\n1,Caf'), 0xe9, ...encode('\n')])

  test('another encoding is asked for, with the likeliest one first and the line', async () => {
    const thrown = await error(openInput(file(latin)))
    expect(thrown).toBeInstanceOf(EncodingUnknown)
    expect(thrown.message).toContain('line 2')
    const { proposals, question } = thrown as EncodingUnknown
    expect(proposals[0]).toBe('windows-1252')
    expect(question.answers[0]).toEqual({
      label: 'windows-1252: 1,Café',
      assume: { encoding: 'windows-1252' },
    })
    expect(question.answers.map(({ label }) => label)).toContain('windows-1251: 1,Cafй')
    const chosen = await openInput(file(latin, 4, { encoding: 'windows-1252' }))
    expect(await chosen.text()).toBe('id,title\n1,Café\n')
  })

  test('a byte that is no UTF-8 far into the file is refused when it is met', async () => {
    const bytes = new Uint8Array([...encode('x'.repeat(300_000)), 0xff])
    const input = await openInput(file(bytes, 65_536))
    expect(await error(input.text())).toBeInstanceOf(UserError)
  })

  test('Japanese text is proposed by its kana', async () => {
    const shiftJis = new Uint8Array([
      ...encode('id,title\n1,'),
      0x83,
      0x54,
      0x81,
      0x5b,
      0x83,
      0x72,
      0x83,
      0x58,
      0x0a,
    ])
    const thrown = await error(openInput(file(shiftJis)))
    expect((thrown as EncodingUnknown).proposals[0]).toBe('shift_jis')
  })

  test('UTF-16 without a mark is told by its zeros', async () => {
    const thrown = await error(openInput(file(utf16('id,title\n1,abc\n', true))))
    expect((thrown as EncodingUnknown).proposals[0]).toBe('utf-16le')
  })

  test.each([
    ['a zip archive', [0x50, 0x4b, 0x03, 0x04, 1, 2, 3]],
    ['an Office document', [0x50, 0x4b, 0x03, 0x04, ...encode('....[Content_Types].xml')]],
    ['a PDF', [...encode('%PDF-1.7')]],
    ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
    ['a gzip archive', [0x1f, 0x8b, 8]],
  ])('%s is named, with what to do', async (what, bytes) => {
    const thrown = await error(openInput(file(new Uint8Array(bytes))))
    expect(thrown).toBeInstanceOf(UserError)
    expect(thrown.message).toContain(what)
    expect((thrown as UserError).hint).not.toBe('')
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['only a mark', encode('\uFEFF')],
    ['only line ends', encode('\n\n\r\n')],
    ['only zeros', new Uint8Array(512)],
    ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0])],
    ['zeros between the letters', new Uint8Array([1, 0, 0, 0, 2, 0, 0, 9, 0, 0, 0, 3])],
  ])('a file of %s is refused', async (_, bytes) => {
    expect(await error(openInput(file(bytes)))).toBeInstanceOf(UserError)
  })
})

test('a cancelled import stops at the next piece', async () => {
  let cancelled = false
  const bytes = encode('x'.repeat(400_000))
  const input = await openInput(file(bytes, 1000, { cancelled: () => cancelled }))
  const pieces = input.chunks()[Symbol.asyncIterator]()
  expect((await pieces.next()).done).toBe(false)
  cancelled = true
  expect(await error(pieces.next())).toBeInstanceOf(Cancelled)
})

test('progress counts the bytes of the pass', async () => {
  const seen: number[] = []
  const bytes = encode('é'.repeat(200_000))
  await (await openInput(file(bytes, 100_000, { progress: (n) => seen.push(n) }))).text()
  expect(seen.at(-1)).toBe(400_000)
})
