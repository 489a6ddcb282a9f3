import type { ReactNode } from 'react'
import { prerender } from 'react-dom/static'

/** What the browser would show once everything that is fetched later is there, as one line of HTML. */
export async function markupOf(node: ReactNode): Promise<string> {
  // Larger parts would come after the page, with a script that moves them into place.
  const { prelude } = await prerender(node, { progressiveChunkSize: Infinity })
  const html = await new Response(prelude).text()
  return html.replaceAll(/<!--.*?-->/g, '')
}
