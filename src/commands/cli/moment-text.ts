/** A moment (Unix ms or ISO 8601) as people in that time zone write it: `23.11.2026 13:00:05`. */
export const momentText = (moment: number | string, timeZone: string): string =>
  new Date(moment).toLocaleString('ru-RU', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).replace(',', '')
