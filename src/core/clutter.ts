/** More files than anyone means to import at once. */
export const mostFiles = 2000

/** Whether a file or folder, by its path, is what systems and programs leave behind: hidden files, thumbnails. */
export function isClutter(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.[^/]*|Thumbs\.db$|desktop\.ini$|node_modules(?:\/|$))/.test(path)
}
