import { LayoutError } from '../bytes.ts'
import { type Clock, sleep } from '../clock.ts'
import { marksOf, type NoDocument, receiptCodes, type StoredDocument } from '../ffd/document.ts'
import { numberOf, type Tag, type Tags, textOf } from '../ffd/tags.ts'
import { TlvStream } from '../ffd/tlv.ts'
import { RegisterError, type RegisterErrorCode } from '../register-error.ts'
import { type AnswersOf, type Call, call } from './call.ts'
import { type DocumentHead, findDocumentTlv, readNextTlv } from './commands/fiscal-memory.ts'
import type { Device } from './device.ts'
import { errorCodes } from './errors.ts'
import type { Line } from './line.ts'
import { pollMs } from './mode-change.ts'

/** Tags asked for at once where nothing better is known: about those of a small receipt. */
const usualTags = 32
const nextBatch = 8

const nextTags = (count: number): Call[] => Array.from({ length: count }, () => call(readNextTlv, {}))

const malformed = (number: number, cause: unknown): RegisterError =>
  new RegisterError('PROTOCOL', 'unknown', `document ${number} is malformed`, { cause })

/**
 * Old firmware ends a listing early and calls that a success (protocol 9.2). Only a receipt without a mark is judged by what it
 * has not: there fewer bytes than the register announced must not pass for a receipt of another program.
 */
function checkWhole({ code, length }: DocumentHead, read: number, tags: Tags): void {
  if (read >= length || !receiptCodes.has(code) || marksOf(tags).length > 0) return
  throw new LayoutError(`${read} bytes of ${length} were read, and no mark among them`)
}

interface Reading<C extends readonly Call[]> {
  /** Answers to `first`. */
  readonly answers: AnswersOf<C>
  /** Undefined when the FN has no document of that number. */
  readonly stored: StoredDocument | undefined
}

/**
 * Asks `first`, then reads a document, all in one series: the register is never waited for in between. `expectedTags` only
 * saves time: too few cost one more round trip, each one too many a refused command.
 */
export async function askThenRead<const C extends readonly Call[]>(
  line: Line,
  first: C,
  { fn, number, expectedTags = usualTags }: { fn: string; number: number; expectedTags?: number },
  signal?: AbortSignal,
): Promise<Reading<C>> {
  const stream = new TlvStream()
  const tags: Tag[] = []
  const asked: unknown[] = []
  let head: DocumentHead | undefined
  let ended = false
  // One more than the tags: the refusal that ends them.
  let batch = [...first, call(findDocumentTlv, { document: number }), ...nextTags(expectedTags + 1)] as Call[]
  for (;;) {
    const { answers, refused } = await line.list(batch, signal)
    asked.push(...answers.splice(0, first.length - asked.length))
    if (asked.length < first.length && refused !== undefined) throw await line.refusal(refused.name, refused.error)
    try {
      for (const answer of answers) {
        if (head === undefined) {
          head = answer['head'] as DocumentHead
          continue
        }
        const data = answer['data'] as Uint8Array
        // An answer that brings nothing is the end too: it would go on for ever.
        ended ||= data.length === 0
        if (!ended) tags.push(...stream.push(data))
      }
      if (ended || refused?.error === errorCodes.noData) {
        if (head === undefined) return { answers: asked as AnswersOf<C>, stored: undefined }
        stream.end()
        checkWhole(head, stream.length, tags)
        break
      }
    } catch (error) {
      if (error instanceof LayoutError) throw malformed(number, error)
      throw error
    }
    if (refused !== undefined) throw await line.refusal(refused.name, refused.error)
    batch = nextTags(nextBatch)
  }
  const document = { fn: textOf(tags, 1041) ?? fn, number, code: head.code, tags }
  if (numberOf(tags, 1040) !== number || document.fn !== fn) {
    throw malformed(number, new LayoutError(`it calls itself ${numberOf(tags, 1040)} of ${document.fn}`))
  }
  return { answers: asked as AnswersOf<C>, stored: document }
}

/**
 * A document by its TLV stream (A4h 45h, 46h), checked to be the one asked for: its 1040 (promise, rule 6). Each reading begins
 * with 45h, which puts the register's cursor at the document's first tag again. `fn` is the number of the FN on the line. Undefined when the FN has none of that number.
 */
const readStored = async (
  line: Line,
  fn: string,
  number: number,
  signal?: AbortSignal,
): Promise<StoredDocument | undefined> => (await askThenRead(line, [], { fn, number }, signal)).stored

/** A register that has just closed a receipt, or does something else, may be too busy to hand a document out (protocol 9.1). */
const readTries = 3

/** Reads until that does not end in an error, with pauses in between; the last error of three when it always does. */
export async function readPatiently<T>(
  clock: Clock,
  read: () => Promise<T | Error>,
  signal?: AbortSignal,
): Promise<T | Error> {
  for (let tried = 1; ; tried += 1) {
    const answer = await read()
    if (!(answer instanceof Error) || tried === readTries) return answer
    await sleep(clock, pollMs, signal)
  }
}

/** What the register is at, or waits for, says nothing about a document: it is asked again later. */
const presentTroubles: ReadonlySet<RegisterErrorCode> = new Set(['BUSY', 'NO_PAPER', 'COVER_OPEN', 'PRINTER'])

/**
 * The same for whoever goes on without the document: `unreadable` when the FN refuses to give it, three times, or it is malformed.
 * A lost line and a register that is busy say nothing about a document and are thrown.
 */
export async function readIfReadable(
  { clock, log }: Pick<Device, 'clock' | 'log'>,
  line: Line,
  fn: string,
  number: number,
  signal?: AbortSignal,
): Promise<StoredDocument | NoDocument> {
  const read = async (): Promise<StoredDocument | NoDocument | RegisterError> => {
    try {
      return (await readStored(line, fn, number, signal)) ?? 'none'
    } catch (error) {
      if (line.broken !== undefined || signal?.aborted === true || !(error instanceof RegisterError)) throw error
      log.warn({ err: error, fn, document: number }, 'unreadable document')
      return error
    }
  }
  const answer = await readPatiently(clock, read, signal)
  if (!(answer instanceof Error)) return answer
  if (answer instanceof RegisterError && presentTroubles.has(answer.code)) throw answer
  return 'unreadable'
}
