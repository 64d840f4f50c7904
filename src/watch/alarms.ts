/**
 * Every alarm by name: what a person must know and do, in one Russian sentence. `blocking`: the shop cannot sell through
 * this register until it is mended. Names are stable: metrics, status and alert rules use them.
 */
export const alarms = {
  unresolved: {
    blocking: true,
    text: 'Судьба чека неизвестна, касса ждёт решения: сверьте ленту кассы и выполните fiscal-bridge resolve.',
  },
  held: {
    blocking: false,
    text: 'Чек задержан: такой же уже пробит или ответ о нём потерян; решите командой fiscal-bridge release.',
  },
  overdue: {
    blocking: false,
    text: 'Чек ждал печати слишком долго: проверьте, не пробит ли он на другой кассе, и выполните fiscal-bridge release или cancel.',
  },
  'register-trouble': {
    blocking: true,
    text: 'Касса не может печатать: устраните причину, печать продолжится сама.',
  },
  'record-unreadable': {
    blocking: false,
    text: 'Файл чека повреждён и отложен: восстановите его из резервной копии или выясните судьбу чека по ленте.',
  },
  'store-failed': {
    blocking: true,
    text: 'Диск моста не принимает записи: освободите место или замените диск, чеки пока не принимаются.',
  },
  'unknown-receipt': {
    blocking: false,
    text: 'Битрикс24 спрашивает о чеке, которого у моста нет: прежде чем печатать его снова, найдите его в резервной копии или в ОФД.',
  },
  'content-changed': {
    blocking: false,
    text: 'Тот же чек Битрикс24 пришёл с другим содержимым: напечатан первый вариант, при ошибке оформите возврат.',
  },
  'contradicting-document': {
    blocking: false,
    text: 'В накопителе есть документ, которого по записям моста быть не должно: выполните fiscal-bridge audit.',
  },
  'unclaimed-document': {
    blocking: false,
    text: 'В накопителе есть чек моста, записи о котором потеряны: восстановите резервную копию; повторно он напечатан не будет.',
  },
  'clock-drift': {
    blocking: false,
    text: 'Часы кассы и компьютера расходятся больше чем на 2 минуты: установите время кассы при закрытой смене.',
  },
  unconfirmed: {
    blocking: false,
    text: 'Битрикс24 давно не спрашивает о чеке: ответ мог потеряться, не печатайте его заново, сверьтесь с мостом.',
  },
  'push-refused': {
    blocking: false,
    text: 'Битрикс24 не принимает результаты чеков через вебхук: проверьте вебхук и его права; результаты не теряются, портал узнаёт их своим опросом.',
  },
  starvation: {
    blocking: false,
    text: 'Четыре чека и больше долго ждут: Битрикс24 опрашивает не более пяти, об остальных он не спросит, пока эти не решены.',
  },
} as const satisfies Record<string, { blocking: boolean; text: string }>

export type AlarmName = keyof typeof alarms

export interface Alarm {
  readonly name: AlarmName
  /** What it is about: a receipt's UUID, a register's id, a file. */
  readonly subject: string
  readonly text: string
  readonly blocking: boolean
  /** ISO instant. */
  readonly since: string
  readonly detail?: string
}
