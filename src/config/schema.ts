/** The settings as they stand in config.json. Each leaf says in Russian what is wanted and shows an example: errors are made of these. */
import Type from 'typebox'
import { models } from '../../drivers/simulator/machine/models.ts'
import { adminAccess } from './admin-schema.ts'
import { BitrixSection } from './bitrix-schema.ts'

const closed = { additionalProperties: false } as const

const Port = Type.Integer({ minimum: 1, maximum: 65535, description: 'номер порта от 1 до 65535', examples: [5555] })

const address = (port: number) => ({
  host: Type.Optional(Type.String({ minLength: 1, description: 'адрес, на котором слушать', examples: ['127.0.0.1'] })),
  port: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: 'номер порта от 0 до 65535 (0 — любой свободный)',
      examples: [port],
    }),
  ),
})

const listener = (port: number) => ({ ...closed, description: 'адрес и порт', examples: [{ host: '127.0.0.1', port }] })

const PublicListener = Type.Object(
  {
    ...address(8080),
    url: Type.Optional(
      Type.String({
        pattern: '^https?://[A-Za-z0-9.-]+(:\\d{1,5})?/?$',
        description: 'адрес моста из интернета без пути: https://имя',
        examples: ['https://kassa.example.ru'],
      }),
    ),
    edge: Type.Optional(
      Type.Array(
        Type.String({
          pattern: '^[0-9a-fA-F.:]+(/\\d{1,3})?$',
          description: 'IP-адрес или подсеть',
          examples: ['10.8.0.1'],
        }),
        { description: 'список адресов своих прокси, чьему X-Forwarded-For верить', examples: [['10.8.0.1']] },
      ),
    ),
  },
  listener(8080),
)
const AdminListener = Type.Object({ ...address(8081), ...adminAccess }, listener(8081))

const Protocol = Type.Enum(['v2', 'v3'], {
  description: 'протокол обмена с кассой: "v2" или "v3"',
  examples: ['v3'],
})

/** A register in software, inside the daemon, with its fiscal memory in the data folder. Times are ms. */
export const SimulatedConnection = Type.Object(
  {
    type: Type.Literal('simulated'),
    protocol: Type.Optional(Protocol),
    ffd: Type.Optional(Type.Enum(['1.05', '1.2'], { description: 'версия ФФД: "1.05" или "1.2"', examples: ['1.2'] })),
    model: Type.Optional(
      Type.Enum(Object.keys(models), {
        description: `модель симулятора: ${Object.keys(models).join(', ')}`,
        examples: ['АТОЛ 77Ф'],
      }),
    ),
    latency: Type.Optional(
      Type.Union([Type.Integer({ minimum: 0, maximum: 600_000 }), Type.Literal('real')], {
        description: 'время печатающей команды в миллисекундах от 0 до 600000, или "real" — как у настоящей кассы',
        examples: [3000],
      }),
    ),
    keepOpenReceipt: Type.Optional(
      Type.Boolean({
        description: 'true или false: остаётся ли открытый чек после выключения питания',
        examples: [false],
      }),
    ),
    cashControl: Type.Optional(
      Type.Boolean({ description: 'true или false: проверять ли наличные в ящике при выплатах', examples: [false] }),
    ),
  },
  closed,
)
export type SimulatedConnection = Type.Static<typeof SimulatedConnection>

export const TcpConnection = Type.Object(
  {
    type: Type.Literal('tcp'),
    host: Type.String({ minLength: 1, description: 'адрес кассы в сети', examples: ['192.168.10.1'] }),
    port: Type.Optional(Port),
    protocol: Type.Optional(Protocol),
  },
  closed,
)
export type TcpConnection = Type.Static<typeof TcpConnection>

export const SerialConnection = Type.Object(
  {
    type: Type.Literal('serial'),
    path: Type.String({
      minLength: 1,
      description: 'путь к последовательному порту, лучше из /dev/serial/by-id',
      examples: ['/dev/serial/by-id/usb-ATOL_30F-if00'],
    }),
    baudRate: Type.Optional(
      Type.Enum([1200, 2400, 4800, 9600, 14400, 19200, 38400, 57600, 115200], {
        description: 'скорость порта, бод',
        examples: [115200],
      }),
    ),
    protocol: Type.Optional(Protocol),
  },
  closed,
)
export type SerialConnection = Type.Static<typeof SerialConnection>

const ConnectionSection = Type.Union([SimulatedConnection, TcpConnection, SerialConnection], {
  description: 'подключение кассы',
  examples: [{ type: 'tcp', host: '192.168.10.1' }],
})

const CashierSection = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'должность и фамилия кассира, до 64 символов',
      examples: ['Кассир Иванова И. И.'],
    }),
    inn: Type.Optional(
      Type.String({ pattern: '^\\d{12}$', description: 'ИНН кассира, 12 цифр', examples: ['500100732259'] }),
    ),
  },
  { ...closed, description: 'кассир', examples: [{ name: 'Кассир Иванова И. И.' }] },
)

/** When the bridge closes the register's shifts. */
const ShiftSection = Type.Object(
  {
    closeAt: Type.Optional(
      Type.String({
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        description: 'время, в которое закрывать смену, по часам кассы: "ЧЧ:ММ"',
        examples: ['23:50'],
      }),
    ),
    maxHours: Type.Optional(
      Type.Number({
        minimum: 1,
        maximum: 23.95,
        description: 'через сколько часов закрывать смену в любом случае, от 1 до 23.95',
        examples: [23.8],
      }),
    ),
  },
  { ...closed, description: 'закрытие смены', examples: [{ closeAt: '23:50' }] },
)

const RegisterSection = Type.Object(
  {
    id: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]{0,31}$',
      description: 'короткое имя кассы: латинские буквы, цифры и дефис, до 32 символов',
      examples: ['kkm-1'],
    }),
    numberKkm: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'номер ККМ, как он указан у кассы в Битрикс24 (NUMBER_KKM)',
        examples: ['00106100000042'],
      }),
    ),
    default: Type.Optional(
      Type.Boolean({ description: 'true, если касса печатает чеки без номера ККМ', examples: [true] }),
    ),
    taxSystem: Type.Enum([1, 2, 4, 8, 16, 32], {
      description:
        'система налогообложения, число тега 1055: 1 ОСН, 2 УСН доход, 4 УСН доход минус расход, 16 ЕСХН, 32 патент',
      examples: [1],
    }),
    connection: ConnectionSection,
    /** Where `connection.protocol` was before. */
    protocol: Type.Optional(Protocol),
    timeZone: Type.Optional(Type.String({ description: 'часовой пояс часов кассы', examples: ['Europe/Moscow'] })),
    cashier: Type.Optional(CashierSection),
    shift: Type.Optional(ShiftSection),
    markTag: Type.Optional(
      Type.Enum([1192, 1084], { description: 'тег, куда пишется метка чека: 1192 или 1084', examples: [1192] }),
    ),
  },
  { ...closed, description: 'касса' },
)

/** What happens to receipts that wait. */
const ReceiptsSection = Type.Object(
  {
    lostAnswer: Type.Optional(
      Type.Enum(['hold', 'print'], {
        description:
          'чек, повторяющий тот, ответ о котором мог потеряться: "hold" — задержать до решения, "print" — печатать',
        examples: ['hold'],
      }),
    ),
    maxWaitHours: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 720,
        description: 'сколько часов чек может ждать печати, прежде чем понадобится подтверждение, от 1 до 720',
        examples: [24],
      }),
    ),
    archiveAfterYears: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: 'через сколько лет сжимать закрытые чеки в помесячные архивы, от 1 до 100',
        examples: [5],
      }),
    ),
  },
  { ...closed, description: 'ожидание чеков', examples: [{ maxWaitHours: 24 }] },
)

/** A whole config.json. */
export const ConfigFile = Type.Object(
  {
    public: Type.Optional(PublicListener),
    admin: Type.Optional(AdminListener),
    data: Type.Optional(Type.String({ minLength: 1, description: 'папка данных', examples: ['./data'] })),
    logLevel: Type.Optional(
      Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], {
        description: 'подробность журнала: trace, debug, info, warn, error или fatal',
        examples: ['info'],
      }),
    ),
    bitrix24: BitrixSection,
    receipts: Type.Optional(ReceiptsSection),
    registers: Type.Array(RegisterSection, { minItems: 1, description: 'список касс, хотя бы одна', examples: [] }),
  },
  { ...closed, description: 'объект с настройками; образец — config.example.json' },
)
export type ConfigFile = Type.Static<typeof ConfigFile>
