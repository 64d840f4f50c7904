/** What a setting is when config.json is silent about it; the rest is `bitrixDefaults`. The table of the README beside shows the same. */
export const defaults = {
  public: { host: '127.0.0.1', port: 8080 },
  admin: { host: '127.0.0.1', port: 8081 },
  data: './data',
  logLevel: 'info',
  receipts: { lostAnswer: 'hold', maxWaitHours: 24, archiveAfterYears: 5 },
  register: { default: false, markTag: 1192 },
  protocol: 'v3',
  /** 23 h 50 min: before the register refuses receipts at 24 hours. */
  shift: { maxAgeMs: 85_800_000 },
  /** ATOL's port for its protocol over TCP. */
  tcp: { port: 5555 },
  serial: { baudRate: 115_200 },
} as const
