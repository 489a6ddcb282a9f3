import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markupText } from '../../../src/core/documents/markup-text'

describe('markupText', () => {
  it.each([
    ['a<br/>b', 'a\nb'],
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<ul><li>x</li><li>y</li></ul>', '- x\n- y'],
    ['Jun <var> 8</var>,\n  <b>19:13</b> UTC', 'Jun 8, 19:13 UTC'],
    ['latency < 5 ms & <pod> lost', 'latency < 5 ms & <pod> lost'],
    ['&lt;b&gt; &amp;amp; &#39;q&#x27; &unknown;', "<b> &amp; 'q' &unknown;"],
    ['<a title="a > b" href=\'x\'>link</a>', 'link'],
    ['a<!-- <p>hidden --> b<script>if (a<b) run("</p>")</script> c', 'a b c'],
    ['<img src=x onerror="run()">', ''],
    ['broken <a href="x', 'broken <a href="x'],
  ])('makes text of %j', (html, text) => {
    expect(markupText(html)).toBe(text)
  })

  it('takes time in proportion to the length, however it is broken', () => {
    for (const piece of ['<a "', '<a ', '<!--', '<div x="', "<p a='>", '<script>', '</', '&#'])
      expect(markupText(piece.repeat(50_000)).length).toBeLessThanOrEqual(piece.length * 50_000 + 9)
  }, 5000)

  it('leaves text without markup as it is, but for spaces', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9 .,:;()]{0,60}$/), (text) => {
        expect(markupText(text)).toBe(text.replace(/ +/g, ' ').trim())
      }),
    )
  })
})
