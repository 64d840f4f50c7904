/** Device -> host transfer of v2, from the host's side (protocol 1.5). */
import type { Clock } from '../../clock.ts'
import { BlockReceiver, control } from '../frame/v2.ts'
import type { ByteLine } from './byte-line.ts'
import { v2Timing, v2Tries } from './v2-timing.ts'

/** Waits for the register's ENQ until `deadline` (monotonic ms); false = none came. Other bytes are ignored. */
export async function awaitEnq(line: ByteLine, clock: Clock, deadline: number): Promise<boolean> {
  for (;;) {
    const byte = await line.next(Math.max(0, deadline - clock.monotonic()))
    if (byte === undefined) return false
    if (byte === control.enq) return true
  }
}

/** After ENQ: the reply, or undefined when the register did not bring it across in the tries that the protocol gives it. */
export async function receiveReply(line: ByteLine, clock: Clock): Promise<Uint8Array | undefined> {
  const receiver = new BlockReceiver()
  line.send(control.ack)
  let started = false
  for (let tried = 0; tried < v2Tries.block; tried++) {
    if (!started && !(await awaitStart(line, clock))) continue
    started = false
    const data = await receiveBlock(line, receiver)
    if (data === 'broken') continue
    if (data === 'corrupt') {
      line.send(control.nak)
      continue
    }
    line.send(control.ack)
    if (!(await resentAfterAck(line, clock))) return data
    started = true
  }
  return undefined
}

/** Waits T2 for STX. ENQ once more means that our ACK was not seen. */
async function awaitStart(line: ByteLine, clock: Clock): Promise<boolean> {
  let deadline = clock.monotonic() + v2Timing.blockStart
  let acks: number = v2Tries.block
  for (;;) {
    const byte = await line.next(deadline - clock.monotonic())
    if (byte === undefined) return false
    if (byte === control.stx) return true
    if (byte === control.enq && acks-- > 0) {
      line.send(control.ack)
      deadline = clock.monotonic() + v2Timing.blockStart
    }
  }
}

async function receiveBlock(line: ByteLine, receiver: BlockReceiver): Promise<Uint8Array | 'corrupt' | 'broken'> {
  receiver.reset()
  for (;;) {
    const byte = await line.next(v2Timing.gap)
    if (byte === undefined) return 'broken'
    const event = receiver.push(byte)
    switch (event?.kind) {
      case undefined:
        break
      case 'block':
        return event.data
      case 'corrupt':
        return 'corrupt'
      case 'overflow':
        return 'broken'
    }
  }
}

/** EOT or silence within T3 ends the transfer; STX says that our ACK was not seen and the block comes again. */
async function resentAfterAck(line: ByteLine, clock: Clock): Promise<boolean> {
  const deadline = clock.monotonic() + v2Timing.end
  for (;;) {
    const byte = await line.next(deadline - clock.monotonic())
    if (byte === undefined || byte === control.eot) return false
    if (byte === control.stx) return true
  }
}
