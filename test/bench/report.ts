/** Tells one measurement: `name` is `group.name`, lower case. */
export type Report = (name: `${string}.${string}`, value: number, unit: string) => void

/** `print.p99_ms 12.4 ms`: plain decimals, never an exponent. */
export const formatMeasurement = (name: string, value: number, unit: string): string =>
  `${name} ${value.toFixed(3).replace(/\.?0+$/, '')} ${unit}`
