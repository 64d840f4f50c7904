import { registerTexts } from '../words/ru/register.ts'

/**
 * How an alarm ends. `watched`: a state that is looked for again and again, it ends when a look does not find it. `owned`: a state that
 * only the part that raised it knows, and clears. `until-seen`: an event, which stands until a person has taken note of it.
 */
type Lasts = 'watched' | 'owned' | 'until-seen'

interface Entry {
  /** The shop cannot sell through this register until it is mended. */
  readonly blocking: boolean
  readonly lasts: Lasts
  /** It ends with a person's decision about the receipt that it is about. */
  readonly decided?: true
  /** What a person must know and do, in Russian. */
  readonly text: string
}

/** Every alarm by name. Names are stable: metrics, status and alert rules use them. */
export const alarms = {
  unresolved: {
    blocking: true,
    lasts: 'watched',
    decided: true,
    text: 'Судьба чека неизвестна, касса ждёт решения: сверьте ленту кассы и выполните fiscal-bridge resolve.',
  },
  held: {
    blocking: false,
    lasts: 'watched',
    decided: true,
    text: 'Чек задержан: такой же уже пробит, после отказа продан (или мог быть продан) другим чеком или ответ о нём потерян; выполните fiscal-bridge release или cancel.',
  },
  overdue: {
    blocking: false,
    lasts: 'watched',
    decided: true,
    text: 'Чек ждал печати слишком долго: проверьте, не пробит ли он на другой кассе, и выполните fiscal-bridge release или cancel.',
  },
  restored: {
    blocking: false,
    lasts: 'watched',
    decided: true,
    text: 'Данные моста старше памяти кассы, и чек мог быть с тех пор отменён или пробит заново: сверьтесь с Битрикс24 и лентой кассы, выполните fiscal-bridge release, cancel или, если он пробит на заменённом накопителе, resolve --attributes.',
  },
  'in-doubt': {
    blocking: false,
    lasts: 'watched',
    text: 'Мост дольше пяти минут не может узнать судьбу чека у кассы: проверьте связь с ней; если касса подключена через преобразователь интерфейса (в сеть или USB), увеличьте в нём время простоя линии (idle timeout) до 60 с. Чек не повторяйте; если касса потеряна навсегда, выполните fiscal-bridge resolve с --gone.',
  },
  'register-trouble': {
    blocking: true,
    lasts: 'watched',
    text: 'Касса не может печатать: устраните причину, печать продолжится сама.',
  },
  'document-remark': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Документ чека зарегистрирован, но касса записала в нём что-то иначе, чем послал мост (контакт покупателя, НДС позиции, поставщика или меру): продажу не повторяйте, сверьте документ.',
  },
  'record-unreadable': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Файл чека повреждён или не читается: проверьте диск, верните файл из резервной копии или выясните судьбу чека по ленте.',
  },
  'archive-damaged': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Архив старых чеков повреждён: верните папку archive из резервной копии; чеки, которых мост не может в нём найти, он не принимает.',
  },
  'store-failed': {
    blocking: true,
    lasts: 'watched',
    text: 'Диск моста не принимает записи: освободите место или замените диск, чеки пока не принимаются.',
  },
  'print-refused': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Мост не принял чек, документа по нему нет: исправьте причину отказа и напечатайте чек в Битрикс24 снова.',
  },
  'shop-contact': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Чек интернет-расчёта принят с адресом магазина: годного контакта покупателя в заказе нет; перешлите ему чек из почты магазина и исправьте контакт в Битрикс24.',
  },
  'unknown-receipt': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Битрикс24 спрашивает о чеке, которого у моста нет: прежде чем печатать его снова, найдите его в резервной копии или в ОФД.',
  },
  'content-changed': {
    blocking: false,
    lasts: 'until-seen',
    text: 'Тот же чек Битрикс24 пришёл с другим содержимым: напечатан первый вариант, при ошибке оформите возврат.',
  },
  'contradicting-document': {
    blocking: false,
    lasts: 'until-seen',
    text: 'В накопителе есть документ, которого по записям моста быть не должно: выполните fiscal-bridge audit.',
  },
  'document-unreadable': {
    blocking: false,
    lasts: 'owned',
    text: 'Документ накопителя не читается, мост пробует снова: чек, которым он мог стать, не печатается, решите о нём командой fiscal-bridge resolve.',
  },
  'unclaimed-document': {
    blocking: false,
    lasts: 'until-seen',
    text: 'В накопителе есть чек моста, записи о котором потеряны: восстановите резервную копию; повторно он напечатан не будет.',
  },
  'clock-drift': {
    blocking: false,
    lasts: 'watched',
    text: 'Часы кассы и компьютера расходятся больше чем на 2 минуты: при закрытой смене выполните fiscal-bridge clock --set.',
  },
  unconfirmed: {
    blocking: false,
    lasts: 'watched',
    text: 'Битрикс24 давно не спрашивает о чеке: ответ мог потеряться, не печатайте его заново, сверьтесь с мостом; разобравшись, выполните fiscal-bridge confirm.',
  },
  'push-refused': {
    blocking: false,
    lasts: 'owned',
    text: 'Битрикс24 не принимает результаты чеков через вебхук: проверьте вебхук и его права; результаты не теряются, портал узнаёт их своим опросом.',
  },
  starvation: {
    blocking: false,
    lasts: 'watched',
    text: 'Четыре чека и больше долго ждут: Битрикс24 опрашивает не более пяти и об остальных не спросит: посмотрите в fiscal-bridge status, чего они ждут, и решите их.',
  },
  'receipts-waiting': {
    blocking: false,
    lasts: 'watched',
    text: 'Чеки ждут печати дольше 10 минут: посмотрите состояние кассы командой fiscal-bridge status и устраните причину.',
  },
  'wrong-register': {
    blocking: true,
    lasts: 'watched',
    text: 'Подключена касса с другим ИНН или заводским номером: подключите свою или исправьте настройки.',
  },
  'memory-reading': {
    blocking: false,
    lasts: 'watched',
    text: 'Мост читает память кассы, чтобы не пробить ни одного чека дважды: чеки ждут, потом пойдут сами, делать ничего не нужно.',
  },
  'paper-low': {
    blocking: false,
    lasts: 'watched',
    text: 'В кассе кончается бумага: приготовьте новый рулон.',
  },
  'paper-out': {
    blocking: true,
    lasts: 'watched',
    text: registerTexts.NO_PAPER,
  },
  'cover-open': {
    blocking: true,
    lasts: 'watched',
    text: registerTexts.COVER_OPEN,
  },
  printer: {
    blocking: true,
    lasts: 'watched',
    text: registerTexts.PRINTER,
  },
  'fn-expires-in-30-days': {
    blocking: false,
    lasts: 'watched',
    text: 'Срок фискального накопителя кончается через 30 дней или раньше: закажите новый и запишитесь на замену.',
  },
  'fn-expires-in-10-days': {
    blocking: false,
    lasts: 'watched',
    text: 'Срок фискального накопителя кончается через 10 дней или раньше: назначьте день замены.',
  },
  'fn-expires-in-3-days': {
    blocking: false,
    lasts: 'watched',
    text: 'Срок фискального накопителя кончается через 3 дня или раньше: замените его сейчас, потом касса остановится.',
  },
  'fn-expired': {
    blocking: true,
    lasts: 'watched',
    text: 'Срок фискального накопителя истёк: закройте его архив и замените в сервисной организации.',
  },
  'fn-memory': {
    blocking: false,
    lasts: 'watched',
    text: 'Память фискального накопителя заполнена на 90 %: закажите новый накопитель.',
  },
  'fn-failed': {
    blocking: true,
    lasts: 'watched',
    text: 'Фискальный накопитель неисправен или не в фискальном режиме: вызовите сервисную организацию.',
  },
  'ofd-silent-1-day': {
    blocking: false,
    lasts: 'watched',
    text: 'Документы больше суток не уходят в ОФД: проверьте интернет кассы.',
  },
  'ofd-silent-3-days': {
    blocking: false,
    lasts: 'watched',
    text: 'Документы больше 3 дней не уходят в ОФД: проверьте интернет кассы, адрес ОФД в ней и договор с ОФД.',
  },
  'ofd-silent-20-days': {
    blocking: false,
    lasts: 'watched',
    text: 'Документы больше 20 дней не уходят в ОФД, на 30-й день касса заблокируется: вызовите сервисную организацию сегодня.',
  },
  'ofd-blocked': {
    blocking: true,
    lasts: 'watched',
    text: 'Документы 30 дней не уходят в ОФД, касса заблокирована: восстановите её связь с ОФД, работа продолжится сама.',
  },
  'shift-not-closed': {
    blocking: false,
    lasts: 'watched',
    text: 'Смену не удаётся закрыть вовремя: проверьте бумагу и крышку кассы, мост повторяет попытки сам.',
  },
  'shift-expired': {
    blocking: false,
    lasts: 'watched',
    text: registerTexts.SHIFT_EXPIRED,
  },
  'push-backlog': {
    blocking: false,
    lasts: 'watched',
    text: 'Результаты чеков больше 10 минут не передаются в Битрикс24: проверьте интернет и вебхук; результаты не теряются.',
  },
  'tunnel-unreachable': {
    blocking: true,
    lasts: 'owned',
    text: 'Мост не виден из интернета: проверьте туннель и сервер перед ним; новые чеки не доходят, принятые печатаются.',
  },
  'disk-space': {
    blocking: false,
    lasts: 'watched',
    text: 'На диске с данными моста осталось мало места: освободите его, иначе чеки перестанут приниматься.',
  },
} as const satisfies Record<string, Entry>

export type AlarmName = keyof typeof alarms

export const alarmEntry = (name: AlarmName): Entry => alarms[name]

export const isAlarmName = (name: string): name is AlarmName => Object.hasOwn(alarms, name)

type Lasting<L extends Lasts> = {
  [Name in AlarmName]: (typeof alarms)[Name]['lasts'] extends L ? Name : never
}[AlarmName]

/** An alarm that a look at the whole bridge finds: nobody else raises or clears it. */
export type WatchedAlarm = Lasting<'watched'>
/** An alarm that the part which knows of it raises. */
export type RaisedAlarm = Exclude<AlarmName, WatchedAlarm>
export type EventAlarm = Lasting<'until-seen'>

/** Whether it tells of an event rather than of a state. */
export const isEventAlarm = (name: AlarmName): name is EventAlarm => alarmEntry(name).lasts === 'until-seen'

const isWatched = (name: string): name is WatchedAlarm => isAlarmName(name) && alarmEntry(name).lasts === 'watched'

/** Those that every look at the whole bridge raises and clears. */
export const watchedAlarms: readonly WatchedAlarm[] = Object.keys(alarms).filter(isWatched)

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
