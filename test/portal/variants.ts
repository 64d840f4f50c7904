/** How one portal differs from the next where cashboxes are set up. Everything else is alike in all that were read. */
export interface Variant {
  /** Where handler.add looks for SUPPORTS_FFD105: beside SETTINGS or within. */
  readonly ffd105: 'beside' | 'within'
  /** What an update makes of the SETTINGS that were there. */
  readonly handlerSettings: 'merged' | 'replaced'
  readonly cashboxSettings: 'merged' | 'replaced'
  /** Form of handler.list: rows, or a map by CODE. */
  readonly handlerList: 'rows' | 'by-code'
  /** What cashbox.list shows to a webhook. */
  readonly cashboxList: 'all' | 'none'
  /** The undocumented methods that read a card are there. */
  readonly cards: boolean
  /** A refusal to delete a handler names its cashboxes. */
  readonly namesUsers: boolean
  /** What a call about a cashbox of another kind, or without its REST part, ends in. */
  readonly notRest: Refused
  readonly unlinked: Refused
  /** Section of OFD_SETTINGS that the link of bx_ofdruofd takes the seller's INN from. */
  readonly seller: 'SELLER' | 'SELLER_INFO'
  /** Whether check.apply knows STATUS=ERROR. */
  readonly refusals: boolean
}

export interface Refused {
  readonly status: number
  readonly error: string
}

const denied: Refused = { status: 403, error: 'ACCESS_DENIED' }
/** A null where PHP wants a string. */
const fatal: Refused = { status: 500, error: 'INTERNAL_SERVER_ERROR' }
const failure: Refused = { status: 400, error: 'ERROR_CHECK_FAILURE' }

const newest: Variant = {
  ffd105: 'within',
  handlerSettings: 'merged',
  cashboxSettings: 'merged',
  handlerList: 'rows',
  cashboxList: 'all',
  cards: true,
  namesUsers: true,
  notRest: denied,
  unlinked: fatal,
  seller: 'SELLER',
  refusals: true,
}

/** The documentation, to the letter, and `sale` as its sources are (bitrix24-contract 5). */
export const variants = {
  documentation: {
    ...newest,
    ffd105: 'beside',
    cards: false,
    namesUsers: false,
    unlinked: denied,
    seller: 'SELLER_INFO',
    refusals: false,
  },
  '21.400': {
    ...newest,
    handlerSettings: 'replaced',
    cashboxSettings: 'replaced',
    handlerList: 'by-code',
    cashboxList: 'none',
    cards: false,
    notRest: failure,
    unlinked: failure,
  },
  '2022': { ...newest, handlerSettings: 'replaced', cashboxSettings: 'replaced' },
  '22.800': newest,
} as const satisfies Record<string, Variant>

export type VariantName = keyof typeof variants
