import type { SimulatorReasons } from '../../../drivers/simulator/machine/simulator-failure.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const otherMemory = (what: string, { known, wanted }: { readonly known: string; readonly wanted: string }): string =>
  `В папке лежит фискальная память другой кассы: ${what} ${known}, в настройках ${wanted}. Укажите другую папку.`

/** What keeps a simulated register from doing what it was told. */
export const simulator: Wordings<SimulatorReasons> = {
  FAULT_FORM: ({ fault }) => `Сбой «${fault}» записан неверно. Пример: drop-async@4A, paper-out@4A:after-commitx2.`,
  FAULT_UNKNOWN: ({ name, known }) => `Неизвестный сбой «${name}». Есть: ${known}.`,
  FAULT_MOMENT: ({ fault, moment, known }) =>
    `Сбой «${fault}»: момент «${moment}» неизвестен. Есть: ${known}, +мс, код ошибки.`,
  FAULT_PROTOCOL: ({ name, only, protocol }) =>
    `Сбой «${name}» бывает только в протоколе ${only}, а касса говорит по ${protocol}.`,
  MODEL_UNKNOWN: ({ name, known }) => `Неизвестная модель «${name}». Есть: ${known}.`,
  NOWHERE_TO_LISTEN: 'Не указано, где слушать: --tcp 5555 или --pty ./ttyATOL.',
  OTHER_FN: (values) => otherMemory('номер ФН', values),
  OTHER_REGISTRATION_NUMBER: (values) => otherMemory('РНМ', values),
  OTHER_OWNER: (values) => otherMemory('ИНН', values),
  SOCAT_MISSING:
    'Не найдена программа socat: без неё нет последовательного порта симулятора. Установите пакет: apt install socat.',
  SOCAT_FAILED: ({ said }) => `socat не создал порт: ${said}`,
}
