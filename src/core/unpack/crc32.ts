const table = new Uint32Array(256)
for (let byte = 0; byte < 256; byte++) {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  table[byte] = rest
}

/** CRC-32 of bytes that follow others with the checksum `before` (ISO 3309, as in zip and gzip). */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before
  for (let at = 0; at < bytes.length; at++)
    sum = (sum >>> 8) ^ (table[(sum ^ bytes[at]!) & 255] ?? 0)
  return ~sum >>> 0
}
