import { expect, test } from 'vitest'
import { withPolicy } from '../../src/build/content-security-policy'

const page = (rest: string) => `<head>
<meta charset="utf-8" />
</head><body>${rest}</body>`

function directive(html: string, name: string): string {
  return new RegExp(`${name} ([^;"]*)`).exec(withPolicy(html))?.[1] ?? ''
}

test('the policy is the first element of the head', () => {
  expect(withPolicy(page(''))).toMatch(/^<head>\s*<meta http-equiv="Content-Security-Policy"/)
})

test('a script in the page is allowed by the hash of its text', () => {
  // echo -n 'go()' | openssl dgst -sha256 -binary | base64
  const hash = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"
  expect(directive(page('<script>go()</script>'), 'script-src')).toBe(hash)
  expect(directive(page('<script>stop()</script>'), 'script-src')).not.toBe(hash)
})

test('a line end of Windows does not change the hash, as it does not in the browser', () => {
  const unix = directive(page('<script>a\nb</script>'), 'script-src')
  expect(directive(page('<script>a\r\nb</script>'), 'script-src')).toBe(unix)
})

test('data in the page is not allowed as a script', () => {
  const data = '<script type="application/json" id="snapshot">{}</script>'
  expect(directive(page(data), 'script-src')).toBe('')
})

test('only a page with files of its own may load from its host', () => {
  expect(directive(page('<script src="a.js"></script>'), 'script-src')).toBe("'self'")
  expect(withPolicy(page('<script>go()</script>'))).not.toContain("'self'")
})

test('nothing is fetched and nothing unsafe is allowed', () => {
  const html = withPolicy(page('<script src="a.js"></script><style>a{}</style>'))
  expect(html).toContain("default-src 'none'")
  expect(html).toContain("connect-src 'none'")
  expect(html).not.toContain('unsafe-')
})

test('a page whose encoding browsers would not find is refused', () => {
  expect(() => withPolicy('<head></head>')).toThrow('charset')
})
