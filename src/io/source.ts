import { hash64 } from '../core/identity'
import type { FirstScreen } from './first-screen'
import type { WorkspacePlace } from './protocol'

/** A dashboard embedded in the page, or the reader's own data. */
export type Mode = 'dashboard' | 'workspace'

/** The snapshot embedded in the page as JSON, or null. */
export function embeddedSnapshot(): string | null {
  const text = document.getElementById('snapshot')?.textContent?.trim()
  return text ? text : null
}

/** The first screen the build has computed for that snapshot, so that its figures are there at once; or null. */
export function embeddedFirstScreen(): FirstScreen | null {
  const text = document.getElementById('first-screen')?.textContent?.trim()
  // Written by the build beside the snapshot.
  return text ? (JSON.parse(text) as FirstScreen) : null
}

/** `#/workspace…` asks for the reader's own data, and so does a page in which nothing is embedded. */
export function modeOf(hash: string, snapshot: string | null): Mode {
  return snapshot === null || /^#\/workspace(?=[/?]|$)/.test(hash) ? 'workspace' : 'dashboard'
}

/** The hash without its mode, as `queryFromHash` reads it. */
export function questionHash(hash: string): string {
  return hash.replace(/^#\/workspace(?=[/?]|$)\/?/, '#/')
}

/** A hash made by `queryHash`, for a mode. */
export function modeHash(mode: Mode, hash: string): string {
  return mode === 'workspace' ? hash.replace(/^#\//, '#/workspace/') : hash
}

/**
 * Where the workspace of this page lies. All pages opened from files share one IndexedDB, so there it stays in memory;
 * elsewhere the name tells apart the apps of one origin.
 */
export function workspacePlace(): WorkspacePlace {
  if (location.protocol === 'file:') return { database: null, held: null }
  const database = databaseName(location.pathname)
  return { database, held: kept(database) }
}

export function databaseName(pathname: string): string {
  return `faultline:${hash64(pathname.replace(/[^/]*$/, ''))}`
}

/** Keeps a text beside the database, in a place that is not lost with it. */
export function keepHeld(held: string): void {
  if (location.protocol === 'file:') return
  try {
    localStorage.setItem(databaseName(location.pathname), held)
  } catch {
    // Without it a lost database goes unnoticed; the data itself is safe.
  }
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
