/** OKEI code -> tag 2108 (fiscal-data 4.2). */
const measures: Readonly<Record<number, number>> = {
  796: 0, // piece
  163: 10, // g
  166: 11, // kg
  168: 12, // t
  4: 20, // cm
  5: 21, // dm
  6: 22, // m
  51: 30, // cm²
  53: 31, // dm²
  55: 32, // m²
  111: 40, // ml
  112: 41, // l
  113: 42, // m³
  245: 50, // kWh
  233: 51, // Gcal
  359: 70, // day
  356: 71, // hour
  355: 72, // minute
  354: 73, // second
  256: 80, // KB
  257: 81, // MB
  2553: 82, // GB
  2554: 83, // TB
}

const piece = 0
const other = 255

/** Tag 2108 of a `measure_code`. Lines without one (delivery, advances) count in pieces. */
export function measureOf(code: string | undefined): number {
  if (code === undefined) return piece
  return /^\d{1,4}$/.test(code) ? (measures[Number(code)] ?? other) : other
}
