import type { Baseline } from '../../drivers/register.ts'
import type { AttemptEnd, ReceiptEvent, ReceiptState, Tried } from './record.ts'

/** The unexplained attempt after which a person is asked (promise, rule 9). */
const attemptsBeforeAsking = 3

/** The baselines of a new attempt: the first one of the present memory, and those of other memories. */
function baselinesOf(tried: Tried | undefined, present: Baseline): Pick<Tried, 'baseline' | 'others'> {
  const known = tried === undefined ? [] : [tried.baseline, ...(tried.others ?? [])]
  const others = known.filter(({ fn }) => fn !== present.fn)
  return {
    baseline: known.find(({ fn }) => fn === present.fn) ?? present,
    ...(others.length > 0 && { others }),
  }
}

const carried = (tried: Tried | undefined): { readonly tried?: Tried } => (tried === undefined ? {} : { tried })

function afterAttempt(tried: Tried, end: AttemptEnd): ReceiptState {
  switch (end.kind) {
    case 'refused':
      return { name: 'refused', code: end.code, text: end.text }
    case 'explained':
      return { name: 'accepted', tried }
    case 'unexplained': {
      const again = { ...tried, unexplained: tried.unexplained + 1 }
      return again.unexplained < attemptsBeforeAsking
        ? { name: 'accepted', tried: again }
        : { name: 'unresolved', why: 'third-attempt', tried: again }
    }
  }
}

/** The next state; undefined when the event is illegal. The caller makes it durable before acting on it. */
export function next(state: ReceiptState, event: ReceiptEvent): ReceiptState | undefined {
  switch (state.name) {
    case 'accepted':
      switch (event.type) {
        case 'taken': {
          const { tried } = state
          return {
            name: 'printing',
            closing: false,
            tried: {
              ...baselinesOf(tried, event.baseline),
              sent: event.sent,
              attempts: (tried?.attempts ?? 0) + 1,
              unexplained: tried?.unexplained ?? 0,
            },
          }
        }
        case 'hold':
          return { name: 'held', because: event.because, ...carried(state.tried) }
        case 'refuse':
          return { name: 'refused', code: event.code, text: event.text }
        case 'registered':
          return { name: 'registered', document: event.document, proof: event.proof }
        case 'doubtful':
          return { name: 'unresolved', why: event.why, ...carried(state.tried) }
        case 'closing':
        case 'not-registered':
        case 'release':
        case 'same-as':
        case 'again':
          return undefined
      }
      break
    case 'held':
      switch (event.type) {
        case 'release':
          return { name: 'accepted', ...carried(state.tried) }
        case 'refuse':
          return { name: 'refused', code: event.code, text: event.text }
        case 'same-as':
          return state.tried === undefined ? { name: 'alias', of: event.of } : undefined
        case 'registered':
          return { name: 'registered', document: event.document, proof: event.proof }
        case 'doubtful':
          return { name: 'unresolved', why: event.why, ...carried(state.tried) }
        case 'hold':
          return { ...state, because: event.because }
        case 'taken':
        case 'closing':
        case 'not-registered':
        case 'again':
          return undefined
      }
      break
    case 'printing':
      switch (event.type) {
        case 'closing':
          return { ...state, closing: true }
        case 'registered':
          return { name: 'registered', document: event.document, proof: event.proof }
        case 'not-registered':
          return afterAttempt(state.tried, event.end)
        case 'doubtful':
          return { name: 'unresolved', why: event.why, tried: state.tried }
        case 'taken':
        case 'hold':
        case 'release':
        case 'refuse':
        case 'same-as':
        case 'again':
          return undefined
      }
      break
    case 'unresolved':
      switch (event.type) {
        case 'registered':
          return { name: 'registered', document: event.document, proof: event.proof }
        case 'refuse':
          return { name: 'refused', code: event.code, text: event.text }
        case 'taken':
        case 'closing':
        case 'not-registered':
        case 'doubtful':
        case 'hold':
        case 'release':
        case 'same-as':
        case 'again':
          return undefined
      }
      break
    case 'refused':
      switch (event.type) {
        case 'again':
          return { name: 'held', because: { kind: 'searching', refused: event.refused } }
        // A document with its mark was found: these data were restored, or a person was wrong.
        case 'registered':
          return { name: 'registered', document: event.document, proof: event.proof }
        case 'doubtful':
          return { name: 'unresolved', why: event.why }
        case 'taken':
        case 'closing':
        case 'not-registered':
        case 'hold':
        case 'release':
        case 'refuse':
        case 'same-as':
          return undefined
      }
      break
    case 'registered':
    case 'alias':
      return undefined
  }
}
