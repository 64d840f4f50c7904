/** Black dots on white paper. */
export class Bitmap {
  readonly width: number
  readonly height: number
  /** Bytes of a row. */
  readonly stride: number
  /** Row by row, one bit a dot, the leftmost first; 1 is black. */
  readonly bits: Uint8Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.stride = Math.ceil(width / 8)
    this.bits = new Uint8Array(this.stride * height)
  }

  /** Dots outside the paper are not printed. */
  dot(x: number, y: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return
    const at = y * this.stride + (x >> 3)
    this.bits[at] = (this.bits[at] ?? 0) | (0x80 >> (x & 7))
  }

  isBlack(x: number, y: number): boolean {
    return ((this.bits[y * this.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
  }

  square(x: number, y: number, size: number): void {
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; column += 1) this.dot(x + column, y + row)
  }
}
