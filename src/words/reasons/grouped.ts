/** `42949672.95` -> `42 949 672,95`: a decimal text with its digits grouped by three. */
export const grouped = (decimal: string, between: string, point: string): string => {
  const [whole = '', fraction] = decimal.split('.')
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, between)
  return fraction === undefined ? groups : `${groups}${point}${fraction}`
}
