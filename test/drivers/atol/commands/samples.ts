/** One good request and one good reply for every command, with bytes where the protocol (drivers/atol/README.md) shows or implies them. */
import { fromHex } from '../../../../drivers/bytes.ts'
import { kopecks, quantity } from '../../../../drivers/money.ts'

export interface Sample {
  readonly request?: Readonly<Record<string, unknown>>
  readonly requestHex?: string
  readonly reply?: Readonly<Record<string, unknown>>
  readonly replyHex?: string
}

const date = { year: 2024, month: 5, day: 16 }
const minutes = { ...date, hour: 12, minute: 31, second: 0 }
const clock = { ...minutes, second: 59 }
const money = kopecks(15250)
const paid = { remainder: kopecks(0), change: kopecks(4750) }
const payment = { flags: 0, form: 1, sum: money }
const item = { flags: 0, price: money, quantity: quantity(1500) }
const ack = { replyHex: '55 00 00' }

export const samples: Readonly<Record<string, Sample>> = {
  readState: { requestHex: '3F' },
  readMode: {
    requestHex: '45',
    reply: {
      mode: 0x23,
      flags: {
        noPaper: true,
        noPrinterLink: false,
        mechanicalError: false,
        cutterError: false,
        overheat: false,
        paperJam: false,
        presenterError: false,
        paperLow: true,
      },
    },
    replyHex: '55 23 81',
  },
  // The published dump of a real register, protocol 4.4.
  readDeviceType: {
    requestHex: 'A5',
    reply: {
      protocol: 1,
      type: 1,
      model: 76,
      modeFlags: 0x1000,
      major: 3,
      minor: 0,
      language: 0,
      build: 2195,
      name: 'Казначей ФА',
    },
    replyHex: '00 01 01 4C 10 00 03 00 00 21 95 8A A0 A7 AD A0 E7 A5 A9 20 94 80',
  },
  readVersion: {
    request: { source: 0x91 },
    requestHex: '9D 91',
    reply: { major: 3, minor: 0, language: 0, build: 4799 },
    replyHex: '55 00 03 00 00 47 99',
  },
  readCash: { requestHex: '4D', reply: { sum: money }, replyHex: '4D 00 00 00 00 01 52 50' },
  readLastShiftTotals: { requestHex: '58', reply: { income: money, expense: kopecks(1) } },
  readLastError: { requestHex: 'B3', reply: { code: 0xd5, extended: 0 }, replyHex: '55 D5 00' },
  enterMode: { request: { mode: 1, password: 30 }, requestHex: '56 01 00 00 00 30', ...ack },
  exitMode: { requestHex: '48', ...ack },
  openShift: { request: { flags: 0, text: 'Смена' }, requestHex: '9A 00 91 AC A5 AD A0', ...ack },
  closeShift: { requestHex: '5A', ...ack },
  openReceipt: { request: { flags: 4, type: 2 }, requestHex: '92 04 02', ...ack },
  cancelReceipt: { requestHex: '59', ...ack },
  closeReceipt: { request: payment, requestHex: '4A 00 01 00 00 01 52 50', ...ack },
  discountReceipt: {
    request: { flags: 0, area: 0, type: 1, sign: 0, size: kopecks(50) },
    requestHex: '43 00 00 01 00 00 00 00 00 50',
    ...ack,
  },
  taxReceipt: {
    request: { flags: 0, area: 0, tax: 6, sum: money },
    requestHex: 'B8 00 00 06 00 00 00 00 01 52 50',
    ...ack,
  },
  beginItem: { request: { flags: 0 }, requestHex: 'EA 00 01 00', ...ack },
  endItem: {
    request: {
      ...item,
      sum: money,
      tax: 12,
      taxSum: kopecks(0),
      section: 0,
      subject: 10,
      method: 4,
      discountSign: 0,
      discount: kopecks(0),
      name: "De'Longhi № 1",
    },
  },
  payReceipt: { request: payment, requestHex: '99 00 01 00 00 01 52 50', reply: paid },
  voidPayment: { request: payment, requestHex: '9B 00 01 00 00 01 52 50', reply: paid },
  cashIn: { request: { flags: 0, sum: money }, requestHex: '49 00 00 00 01 52 50', ...ack },
  cashOut: { request: { flags: 2, sum: money }, requestHex: '4F 02 00 00 01 52 50', ...ack },
  writeRequisite: {
    request: { flags: 1, blocks: 1, block: 0, tlv: fromHex('1F 04 01 00 01') },
    requestHex: 'E8 01 01 00 1F 04 01 00 01',
    ...ack,
  },
  readRequisite: { request: { tag: 1037, block: 0 }, reply: { blocks: 2, data: fromHex('0D 04') } },
  readRegister: { request: { register: 51, p1: 0, p2: 0 }, requestHex: '91 33 00 00', reply: { value: fromHex('01') } },
  // The request of a published service script, protocol 4.8.
  readTable: {
    request: { table: 10, row: 4, field: 1 },
    requestHex: '46 0A 00 04 01',
    reply: { value: fromHex('01') },
  },
  writeTable: {
    request: { table: 2, row: 1, field: 1, value: fromHex('07') },
    requestHex: '50 02 00 01 01 07',
    ...ack,
  },
  readShift: { requestHex: 'A4 10', reply: { open: true, shift: 7, receipt: 1 }, replyHex: '55 00 01 07 00 01 00' },
  readOfdExchange: {
    requestHex: 'A4 20',
    reply: {
      status: {
        connected: true,
        messageToSend: true,
        receiptAwaited: false,
        commandReceived: false,
        settingsChanged: false,
        answerAwaited: false,
      },
      reading: 0,
      unsent: 3,
      firstUnsent: 43,
      firstUnsentAt: minutes,
    },
    replyHex: '55 00 03 00 03 00 2B 00 00 00 18 05 10 0C 1F',
  },
  readFnStatus: { requestHex: 'A4 30' },
  readFnNumber: { requestHex: 'A4 31', reply: { fn: '9999078900001234' } },
  readValidity: {
    requestHex: 'A4 32',
    reply: { expires: date, registrationsLeft: 11, registrationsDone: 1 },
    replyHex: '55 00 18 05 10 0B 01',
  },
  readFnVersion: { requestHex: 'A4 33', reply: { version: 'fn debug v 2.13', serial: false } },
  readLastOfdErrors: { request: { block: 0 }, requestHex: 'A4 35 00', reply: { blocks: 1, data: fromHex('00 01') } },
  findDocument: { request: { document: 43 }, requestHex: 'A4 40 2B 00 00 00', reply: { data: fromHex('03') } },
  readOfdReceipt: { request: { document: 43 }, requestHex: 'A4 41 2B 00 00 00', reply: { data: fromHex('03') } },
  countUnconfirmed: { requestHex: 'A4 42', reply: { count: 258 }, replyHex: '55 00 02 01' },
  readRegistration: {
    request: { registration: 1 },
    requestHex: 'A4 43 01',
    reply: {
      at: minutes,
      inn: '7707083893',
      registrationNumber: '0000000001047291',
      taxSystems: 3,
      modes: 0,
      more: fromHex('04'),
    },
  },
  // The published example of reading FD 43, protocol 4.9.
  findDocumentTlv: {
    request: { document: 43 },
    requestHex: 'A4 45 2B 00 00 00',
    reply: { head: { code: 3, length: 300 } },
    replyHex: '55 00 03 00 2C 01',
  },
  readNextTlv: {
    requestHex: 'A4 46',
    reply: { data: fromHex('10 04 04 00 2B 00 00 00') },
    replyHex: '55 00 10 04 04 00 2B 00 00 00',
  },
  readNextRegistrationTlv: { requestHex: 'A4 47', reply: { data: fromHex('10 04 04 00 01 00 00 00') } },
  printReport: { request: { type: 1 }, requestHex: '67 01', ...ack },
  resumeReport: { requestHex: 'EE', ...ack },
  reprintLast: { requestHex: '95', ...ack },
  clearReprint: { requestHex: '97', ...ack },
  printDocument: { request: { document: 43 }, requestHex: 'AB 00 00 00 00 43', ...ack },
  printLine: { request: { text: 'Привет' }, requestHex: '4C 8F E0 A8 A2 A5 E2', ...ack },
  printField: {
    request: {
      flags: 0,
      printer: 1,
      font: 2,
      vertical: 0,
      spacing: 0,
      brightness: 0,
      receiptTape: 1,
      journalTape: 1,
      format: 0,
      text: 'A',
    },
    requestHex: '87 00 01 02 00 00 00 01 01 00 00 00 41',
    ...ack,
  },
  printCliche: { requestHex: '6C', ...ack },
  printFooter: { requestHex: '73', ...ack },
  cutPaper: { request: { kind: 1 }, requestHex: '75 01', ...ack },
  openDrawer: { requestHex: '80', ...ack },
  beep: { requestHex: '47', ...ack },
  printDemo: { request: { type: 6 }, requestHex: '82 01 06 00', ...ack },
  printBarcode: {
    request: {
      type: 0,
      align: 2,
      width: 4,
      version: fromHex('00 00'),
      options: fromHex('00 01'),
      correction: 3,
      rows: 0,
      columns: 0,
      proportions: fromHex('00 00'),
      pixelProportions: fromHex('00 64'),
      data: fromHex('74 3D'),
    },
    requestHex: 'C1 00 02 04 00 00 00 01 03 00 00 00 00 00 64 74 3D',
    ...ack,
  },
  continueBarcode: { request: { last: 1, data: fromHex('31') }, requestHex: 'C2 01 31', ...ack },
  setDate: { request: { date }, requestHex: '64 16 05 24', ...ack },
  setTime: { request: { hour: 12, minute: 31, second: 59 }, requestHex: '4B 12 31 59', ...ack },
  setClock: { request: { clock }, requestHex: 'ED 16 05 24 12 31 59', ...ack },
  reboot: { requestHex: 'CE 41', ...ack },
  powerOff: { requestHex: 'CE 00', ...ack },
  sell: { request: { ...item, section: 1 }, requestHex: '52 00 00 00 01 52 50 00 00 00 15 00 01', ...ack },
  refund: { request: item, requestHex: '57 00 00 00 01 52 50 00 00 00 15 00', ...ack },
  voidItem: { request: item, requestHex: '4E 00 00 00 01 52 50 00 00 00 15 00', ...ack },
  registerItem: {
    request: {
      ...item,
      name: 'Хлеб',
      discountType: 1,
      discountSign: 0,
      discount: kopecks(0),
      tax: 2,
      section: 1,
      text: '',
      reserved: 0,
    },
  },
}
