import type { Clock } from '../../drivers/clock.ts'
import { localOf } from '../../drivers/ffd/local-time.ts'
import { tellReadFailure } from '../alarms/read-failure.ts'
import { KeyedLock } from '../base/keyed-lock.ts'
import type { Language } from '../base/language.ts'
import { accessGuard } from '../bitrix24/access.ts'
import { checkEndpoint } from '../bitrix24/check-endpoint.ts'
import { FailureLimit } from '../bitrix24/failure-limit.ts'
import { documentInstant } from '../bitrix24/mapping/document-date.ts'
import { type Destination, printEndpoint } from '../bitrix24/print-endpoint.ts'
import { contentChanges } from '../bitrix24/request/content-changes.ts'
import { unknownKind } from '../bitrix24/texts/answers.ts'
import { bodyDamage } from '../bitrix24/texts/body-damage.ts'
import { type Problem, problem, problemText } from '../bitrix24/texts/problem.ts'
import type { Config } from '../config/config.ts'
import type { Seen } from '../lane/last-seen.ts'
import type { Roster, ShopRegister } from '../lane/roster.ts'
import type { PublicEndpoints } from '../public/endpoints.ts'
import { publicLimits } from '../public/limits.ts'
import { probeEndpoint } from '../public/probe-endpoint.ts'
import { entombOne } from '../receipts/entomb.ts'
import { Inquiry } from '../receipts/inquiry.ts'
import { Intake } from '../receipts/intake.ts'
import { LastDocuments } from '../receipts/last-documents.ts'
import type { Mode } from '../record/identity.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import { probeAnswer, TunnelProbe } from '../watch/tunnel-probe.ts'
import type { World } from '../world.ts'
import type { Memory } from './memory.ts'

/** What Bitrix24 asks, whoever listens there, and the probe that looks whether it gets through. */
export interface PublicSide {
  readonly endpoints: PublicEndpoints
  readonly inquiry: Inquiry
  /** Undefined without `public.url` in the settings. */
  readonly tunnel: TunnelProbe | undefined
  /** When a request with the right URL secret came last, ISO. */
  readonly heardAt: () => string | undefined
}

/** The register's clock now, by the monotonic clock: the host's own may have been set since it was read. */
const clockOf = ({ status, ageMs }: Seen): number | undefined =>
  status === undefined ? undefined : status.clock + ageMs

function destinationOn(
  { id, lane, traits, timeZone }: ShopRegister,
  clock: Clock,
  lastDocuments: LastDocuments,
): Destination {
  return {
    registerId: id,
    contextAt(sentAt) {
      const ffd = lane.seen.identity?.ffd
      const instant = documentInstant({
        host: clock.now(),
        register: clockOf(lane.seen),
        portal: sentAt,
        lastDocument: lastDocuments.at(id),
      })
      return { register: traits, today: localOf(instant, timeZone), ...(ffd !== undefined && { ffd }) }
    },
    objection: (receipt) => lane.objectionTo(receipt),
  }
}

const refusalText = (problems: readonly Problem[], check = 'чек'): string =>
  `${check}: ${problems.map((one) => problemText(one, 'ru')).join(' ')}`

function unreadableAnswers(language: Language): PublicEndpoints['unreadable'] {
  const answer = (why: Problem): string => JSON.stringify(unknownKind(why, language))
  return {
    unknownPath: answer(problem('unknownPath', {})),
    tooLarge: answer(problem('bodyTooLarge', { limit: publicLimits.bodyBytes })),
    broken: answer(problem('bodyBroken', { detail: bodyDamage.http })),
    busy: answer(problem('busy', {})),
  }
}

/** PRINT, CHECK and the probe's answer, without a listener. */
export function makePublicSide(config: Config, world: World, memory: Memory, roster: Roster): PublicSide {
  const { clock, log, random, http } = world
  const { ledger, secret, sequence, board, tombs, restored, claims } = memory
  const guard = accessGuard(config.bitrix24, random(32))
  /** Unix ms: every request pays for it, and hardly anybody asks. */
  let heardAt: number | undefined
  const access: typeof guard = {
    check: (credentials, mayTry) => guard.check(credentials, mayTry),
    knowsSecret(candidate) {
      const known = guard.knowsSecret(candidate)
      if (known) heardAt = clock.now()
      return known
    },
  }
  const onUnreadable = (record: UnreadableRecord): Promise<void> => entombOne(record, tombs)
  const onReadFailure = (uuid: string, error: unknown): void => tellReadFailure(board, uuid, error)
  const mayBePrinted = (record: ReceiptRecord): boolean => {
    if (claims.orphanFor(record) === undefined) return !restored.isSure
    claims.adopt(record).catch((error: unknown) => {
      log.warn({ uuid: record.uuid, err: error }, 'a refused receipt has a document and could not be given it')
    })
    return true
  }
  const intake = new Intake({
    mayBePrinted,
    ledger,
    secret,
    sequence,
    fingerprints: new KeyedLock(),
    clock,
    log,
    lostAnswer: config.receipts.lostAnswer,
    onUnreadable,
    onReadFailure,
    onChangedContent({ uuid, bitrixUuid, content: before }, content) {
      const changes = contentChanges(before, content)
      if (changes === undefined) return
      log.warn({ uuid, check: bitrixUuid, changes }, 'the same check came again with other content')
      board.raise('content-changed', uuid, `${bitrixUuid}: ${changes}`)
    },
  })
  const inquiry = new Inquiry({
    ledger,
    secret,
    language: config.bitrix24.language,
    mayBePrinted,
    // One alarm, whatever is asked for: nobody may fill the board with questions.
    onUnknown: (uuid) => board.raise('unknown-receipt', 'bitrix24', uuid),
    onUnreadable,
    onReadFailure,
  })
  const lastDocuments = new LastDocuments(ledger)
  const wrongSecrets = new FailureLimit({ clock })
  const wrongLogins = new FailureLimit({ clock })
  const destinationOf = async (numberKkm: string, mode: Mode): Promise<Destination | undefined> => {
    const shopRegister = await roster.forReceipt(numberKkm, mode)
    return shopRegister === undefined ? undefined : destinationOn(shopRegister, clock, lastDocuments)
  }
  const probeKey = random(32)
  const endpoints: PublicEndpoints = {
    print: printEndpoint({
      settings: config.bitrix24,
      access,
      wrongSecrets,
      wrongLogins,
      intake,
      destinationOf,
      log,
      // One alarm, of the last: a wrong setting refuses every sale, and the log has them all.
      onShopContact: (check) => board.raise('shop-contact', 'bitrix24', check),
      onRefused: (problems, check) => board.raise('print-refused', 'bitrix24', refusalText(problems, check)),
    }),
    check: checkEndpoint({ access, wrongSecrets, inquiry, clock, log }),
    probe: probeEndpoint({
      knowsSecret: (candidate) => guard.knowsSecret(candidate),
      answer: (nonce) => probeAnswer(probeKey, nonce),
    }),
    unreadable: unreadableAnswers(config.bitrix24.language),
  }
  const { url } = config.public
  const tunnel =
    url === undefined
      ? undefined
      : new TunnelProbe({ url, secret: config.bitrix24.secret, key: probeKey, random, http, clock, board, log })
  return {
    endpoints,
    inquiry,
    tunnel,
    heardAt: () => (heardAt === undefined ? undefined : new Date(heardAt).toISOString()),
  }
}
