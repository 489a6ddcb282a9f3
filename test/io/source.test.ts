import { afterEach, expect, test, vi } from 'vitest'
import { defaultQuery, queryFromHash, queryHash } from '../../src/core/query'
import { pushHash, readHash, replaceHash, watchHash } from '../../src/io/hash'
import {
  databaseName,
  embeddedSnapshot,
  keepHeld,
  modeHash,
  modeOf,
  questionHash,
  workspacePlace,
} from '../../src/io/source'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['', 'dashboard'],
  ['#/budgets', 'dashboard'],
  ['#/workspace', 'workspace'],
  ['#/workspace/budgets?period=2022', 'workspace'],
  ['#/workspaces', 'dashboard'],
])('with a dashboard embedded %j opens the %s', (hash, mode) => {
  expect(modeOf(hash, '{}')).toBe(mode)
  expect(modeOf(hash, null)).toBe('workspace')
})

test.each(['dashboard', 'workspace'] as const)(
  'a question in the %s survives the address',
  (mode) => {
    const query = { ...defaultQuery, view: 'incidents', search: 'a b', services: ['API'] }
    const hash = modeHash(mode, queryHash(query))
    expect(modeOf(hash, '{}')).toBe(mode)
    expect(queryFromHash(questionHash(hash))).toEqual(query)
  },
)

test('the bare workspace shows the default view', () => {
  expect(queryFromHash(questionHash('#/workspace'))).toEqual(defaultQuery)
})

test('the database is named after the folder of the page', () => {
  expect(databaseName('/a/index.html')).toBe(databaseName('/a/'))
  expect(databaseName('/a/')).not.toBe(databaseName('/b/'))
  expect(databaseName('/a/')).toMatch(/^faultline:[0-9a-f]{16}$/)
})

test('a page opened from a file names no database and keeps nothing', () => {
  const setItem = vi.fn()
  vi.stubGlobal('location', { protocol: 'file:', pathname: '/a/index.html' })
  vi.stubGlobal('localStorage', { getItem: () => 'x', setItem })
  expect(workspacePlace()).toEqual({ database: null, held: null })
  keepHeld('text')
  expect(setItem).not.toHaveBeenCalled()
})

test('what the page keeps is given back at the next visit', () => {
  const items = new Map<string, string>()
  vi.stubGlobal('location', { protocol: 'https:', pathname: '/a/' })
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => items.set(name, text),
  })
  expect(workspacePlace().held).toBeNull()
  keepHeld('text')
  expect(workspacePlace()).toEqual({ database: databaseName('/a/'), held: 'text' })
})

test('a browser that refuses localStorage costs nothing but the memory of it', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  vi.stubGlobal('location', { protocol: 'https:', pathname: '/a/' })
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  keepHeld('text')
  expect(workspacePlace().held).toBeNull()
})

test('the snapshot is the text of its element, and none where it is empty', () => {
  const elements: Record<string, { textContent: string }> = {
    snapshot: { textContent: ' {"a":1}\n' },
  }
  vi.stubGlobal('document', { getElementById: (id: string) => elements[id] ?? null })
  expect(embeddedSnapshot()).toBe('{"a":1}')
  elements['snapshot'] = { textContent: '\n' }
  expect(embeddedSnapshot()).toBeNull()
  delete elements['snapshot']
  expect(embeddedSnapshot()).toBeNull()
})

test('whoever watches the hash hears of links, of Back and of our own changes', () => {
  const target = new EventTarget()
  const page = { hash: '#/a' }
  vi.stubGlobal('location', page)
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target))
  vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target))
  const go = (_state: unknown, _title: string, hash: string) => (page.hash = hash)
  vi.stubGlobal('history', { pushState: go, replaceState: go })
  const heard: string[] = []
  const stop = watchHash(() => heard.push(readHash()))
  pushHash('#/b')
  replaceHash('#/c')
  replaceHash('#/c')
  page.hash = '#/d'
  target.dispatchEvent(new Event('hashchange'))
  page.hash = '#/c'
  target.dispatchEvent(new Event('popstate'))
  stop()
  target.dispatchEvent(new Event('hashchange'))
  pushHash('#/e')
  expect(heard).toEqual(['#/b', '#/c', '#/d', '#/c'])
})
