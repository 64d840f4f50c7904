/** Host -> device transfer of v2 (protocol 1.4). */
import { type Clock, sleep } from '../../clock.ts'
import { control } from '../frame/v2.ts'
import type { ByteLine } from './byte-line.ts'
import { ExchangeError } from './exchange.ts'
import { receiveReply } from './v2-receive.ts'
import { v2Timing, v2Tries } from './v2-timing.ts'

/** Asks whether the register listens. `pending`: it wants to bring a reply across. */
export type Readiness = 'ready' | 'busy' | 'silent' | 'pending' | 'garbage'

export async function askReady(line: ByteLine): Promise<Readiness> {
  line.send(control.enq)
  switch (await line.next(v2Timing.enqAnswer)) {
    case control.ack:
      return 'ready'
    case control.nak:
      return 'busy'
    case control.enq:
      return 'pending'
    case undefined:
      return 'silent'
    default:
      return 'garbage'
  }
}

/**
 * Step 1 of the transfer: resolves when the register answered our ENQ with ACK. A reply that it still wants to bring
 * across is accepted and thrown away: nobody waits for it any more. Throws ExchangeError, not handed over.
 */
export async function makeReady(line: ByteLine, clock: Clock, dropped: (reply: Uint8Array) => void): Promise<void> {
  let tries = 0
  for (let restarts = 0; restarts < v2Tries.restart; ) {
    if (tries === 0) line.purge()
    const readiness = await askReady(line)
    switch (readiness) {
      case 'ready':
        return
      case 'busy':
      case 'silent':
        if (++tries >= v2Tries.enq) {
          line.send(control.eot)
          throw readiness === 'busy'
            ? new ExchangeError('BUSY', false, 'the register is busy')
            : new ExchangeError('TIMEOUT', false, 'the register does not answer')
        }
        if (readiness === 'busy') await sleep(clock, v2Timing.busy)
        break
      case 'pending':
        restarts++
        tries = 0
        await giveWay(line, clock, dropped)
        break
      case 'garbage':
        restarts++
        tries = 0
    }
  }
  line.send(control.eot)
  throw new ExchangeError('PROTOCOL', false, 'nothing but collisions and garbage on the line')
}

/** Both sent ENQ: the host backs off for T7, in which the register repeats its own. */
async function giveWay(line: ByteLine, clock: Clock, dropped: (reply: Uint8Array) => void): Promise<void> {
  const deadline = clock.monotonic() + v2Timing.collision
  for (;;) {
    const byte = await line.next(deadline - clock.monotonic())
    if (byte === undefined) return
    if (byte !== control.enq) continue
    const reply = await receiveReply(line, clock)
    if (reply !== undefined) dropped(reply)
    return
  }
}

/**
 * Step 2: the block. `accepted`: the register said so · `replying`: it already wants to bring the reply across, which
 * proves that it accepted the block, so it is never sent again · `unknown`: no word. A write is sent again only on
 * NAK (promise, rule 4), a read on silence too. Throws ExchangeError, not handed over, when every copy was refused.
 */
export async function sendBlock(
  line: ByteLine,
  block: Uint8Array,
  effect: 'read' | 'write',
): Promise<'accepted' | 'replying' | 'unknown'> {
  let refused = true
  for (let tried = 0; tried < v2Tries.block; tried++) {
    line.send(...block)
    const byte = await line.next(v2Timing.blockAnswer)
    if (byte === control.ack) {
      line.send(control.eot)
      return 'accepted'
    }
    if (byte === control.enq) return 'replying'
    if (byte === control.nak) continue
    refused = false
    if (effect === 'write') break
  }
  line.send(control.eot)
  if (refused) throw new ExchangeError('PROTOCOL', false, 'the register refused every copy of the block')
  return 'unknown'
}
