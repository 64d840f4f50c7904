import { crc32, deflateSync } from 'node:zlib'
import type { Bitmap } from './bitmap.ts'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** One bit a dot, greyscale, not interlaced. */
function header({ width, height }: Bitmap): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.writeUInt8(1, 8)
  return data
}

/** In PNG a set bit is white; each row begins with the number of its filter: none. */
function rows({ height, stride, bits }: Bitmap): Buffer {
  const data = Buffer.alloc(height * (stride + 1))
  for (let row = 0; row < height; row += 1) {
    for (let at = 0; at < stride; at += 1) {
      data[row * (stride + 1) + 1 + at] = ~(bits[row * stride + at] ?? 0) & 0xff
    }
  }
  return data
}

/** A PNG file of black and white dots. */
export const encodePng = (bitmap: Bitmap): Uint8Array =>
  Buffer.concat([
    signature,
    chunk('IHDR', header(bitmap)),
    chunk('IDAT', deflateSync(rows(bitmap), { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ])
