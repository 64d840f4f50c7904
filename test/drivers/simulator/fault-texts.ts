import type { FaultName } from '../../../drivers/simulator/machine/faults.ts'

interface FaultText {
  /** As it would be written on the command line. */
  readonly example: string
  readonly text: string
}

/** What each fault does, for the README and for whoever looks one up. */
export const faultTexts = {
  'drop-request': { example: 'drop-request@4A', text: 'a message of the host is lost on its way' },
  'drop-reply': { example: 'drop-reply@4A', text: 'the answer to a message is lost; in v2 the reply' },
  'drop-async': { example: 'drop-async@4A', text: 'the result of a command is lost' },
  'duplicate-request': { example: 'duplicate-request@EB', text: 'a message of the host arrives twice' },
  'duplicate-reply': { example: 'duplicate-reply@4A', text: 'an answer is sent twice' },
  'duplicate-async': { example: 'duplicate-async@4A', text: 'a result is sent twice; in v2 the reply is offered anew' },
  'corrupt-request': {
    example: 'corrupt-request@92',
    text: 'a message arrives damaged: the register asks for it again',
  },
  'corrupt-reply': { example: 'corrupt-reply@4A', text: 'an answer is damaged on its way' },
  'corrupt-async': { example: 'corrupt-async@4A', text: 'a result is damaged on its way' },
  'bad-crc': { example: 'bad-crcx3', text: 'an answer has a wrong checksum' },
  'late-async': { example: 'late-async@4A:+10000', text: 'a result comes so many ms late' },
  overflow: { example: 'overflow@EB', text: 'the task buffer is said to be full' },
  'already-exists': { example: 'already-exists@EB', text: 'the task is said to be known already' },
  'not-found': { example: 'not-found@4A', text: 'the task is said to be unknown' },
  'illegal-value': { example: 'illegal-value@92', text: 'the message is said to be malformed' },
  stopped: { example: 'stopped@EB', text: 'an earlier task is said to have failed' },
  'nak-busy': { example: 'nak-busyx*', text: 'ENQ is answered by NAK: busy' },
  'enq-collision': { example: 'enq-collision@4A', text: 'both ends send ENQ at once' },
  'power-cut': { example: 'power-cut@4A:before-commit', text: 'the power goes, and comes back after three seconds' },
  unplug: { example: 'unplug@byte:37', text: 'the cable comes out, at a moment of a command or at a byte' },
  error: { example: 'error@92:9B', text: 'the command is refused with this error' },
  slow: { example: 'slow@4A:+30000', text: 'the command takes so many ms longer' },
  'paper-out': { example: 'paper-out@4A:after-commit', text: 'no paper' },
  'paper-low': { example: 'paper-low', text: 'the roll is nearly at its end' },
  'cover-open': { example: 'cover-open', text: 'the cover is open' },
  'no-printer': { example: 'no-printer', text: 'no connection to the printer' },
  'printer-broken': { example: 'printer-broken', text: 'a mechanical failure of the printer' },
  'cutter-broken': { example: 'cutter-broken', text: 'a failure of the knife' },
  overheated: { example: 'overheated', text: 'the print head is too hot' },
  'presenter-error': { example: 'presenter-error', text: 'a failure of the presenter' },
  'shift-24h': { example: 'shift-24h', text: 'the shift has been open for over 24 hours' },
  'fn-replace': { example: 'fn-replace', text: 'FN warning: replace urgently' },
  'fn-keys-30-days': { example: 'fn-keys-30-days', text: 'FN warning: its keys last less than 30 days' },
  'fn-memory-90': { example: 'fn-memory-90', text: 'FN warning: memory 90 % full' },
  'fn-ofd-overdue': { example: 'fn-ofd-overdue', text: 'FN warning: no answer of the OFD' },
  'fn-critical': { example: 'fn-critical', text: 'FN warning: critical failure, the register is blocked' },
  'fn-exchange': { example: 'fn-exchangex3', text: 'the FN does not answer' },
  'fn-document-open': { example: 'fn-document-open', text: 'a document was begun in the FN and not ended' },
  'fn-fault': { example: 'fn-fault@4A', text: 'the FN fails for good' },
  'fn-expired': { example: 'fn-expired', text: 'the validity of the FN is over' },
  'fn-full': { example: 'fn-full', text: 'the FN is full' },
  'fn-closed': { example: 'fn-closed', text: 'the archive of the FN is closed' },
  'fn-listing-cut': { example: 'fn-listing-cut', text: 'a document is read out half, and that is called all of it' },
  'fn-empty-integers': { example: 'fn-empty-integers', text: 'integers of zero are read out with no bytes' },
  'ofd-backlog': { example: 'ofd-backlog', text: 'documents are not delivered to the OFD' },
  'ofd-30-days': { example: 'ofd-30-days', text: 'nothing was delivered for 30 days: the register is blocked' },
  'clock-behind': { example: 'clock-behind', text: 'the clock is behind the last document' },
  'second-client': { example: 'second-client', text: 'a connection is refused, as if another program had it' },
} as const satisfies Record<FaultName, FaultText>
