/** A deliberate bug: in `file`, the text `find` becomes `replace`. */
export interface Mutation {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
}

const mutation = (name: string, file: string, find: string, replace: string): Mutation => ({
  name,
  file,
  find,
  replace,
})

const printReceipt = 'src/lane/print-receipt.ts'
const settle = '    await settleReceipt(parts, accepted.uuid, isOurStop ? new AbortController().signal : signal)\n'

/** The rules of the promise, removed one at a time. Every one is a bug that some program of this field has shipped. */
export const mutations: readonly Mutation[] = [
  mutation(
    'skip-file-sync',
    'src/store/durable-json.ts',
    'writeFile(temporary, text, true)',
    'writeFile(temporary, text)',
  ),
  mutation('skip-folder-sync', 'src/store/durable-json.ts', '    await this.#folders.sync(dirname(this.#path))\n', ''),
  mutation(
    'write-in-place',
    'src/store/durable-json.ts',
    'const temporary = this.#path + temporarySuffix',
    'const temporary = this.#path',
  ),
  mutation(
    'answer-before-storing',
    'src/receipts/intake.ts',
    'stored.then(resolve, reject).finally(cancel)',
    'stored.catch(() => undefined).finally(cancel)\n      resolve()',
  ),
  mutation(
    'tell-before-storing',
    'src/store/receipt-store.ts',
    '    await this.#records.write(',
    '    this.#remember(record)\n    await this.#records.write(',
  ),
  mutation(
    'withdraw-without-sync',
    'src/store/receipt-store.ts',
    '    await this.#files.remove(path)\n    await this.#folders.sync(dirname(path))\n',
    '    await this.#files.remove(path)\n',
  ),
  mutation(
    'print-before-baseline-is-durable',
    printReceipt,
    '  const taken = await ledger.apply(accepted.uuid, event, detail)\n  const attempt = attemptOf(taken)\n',
    '  void ledger.apply(accepted.uuid, event, detail)\n  const attempt = 1\n',
  ),
  mutation(
    'drop-baseline',
    printReceipt,
    '  const { baseline } = tried\n',
    '  const baseline = await register.baseline(signal)\n',
  ),
  mutation(
    'new-baseline-on-retry',
    'src/record/transitions.ts',
    '    baseline: known.find(({ fn }) => fn === present.fn) ?? present,',
    '    baseline: present,',
  ),
  mutation(
    'restart-prints-again',
    printReceipt,
    '  const cause = causes.get(uuid)\n',
    "  const cause = causes.get(uuid)\n  if (cause === undefined) {\n    await ledger.apply(uuid, { type: 'not-registered', end: { kind: 'explained' } })\n    return\n  }\n",
  ),
  mutation(
    'retry-on-timeout',
    printReceipt,
    settle,
    `    if (error.code === 'TIMEOUT' || error.code === 'LINK_LOST') {\n      await ledger.apply(accepted.uuid, { type: 'not-registered', end: { kind: 'explained' } })\n      return { kind: 'trouble', error }\n    }\n${settle}`,
  ),
  mutation(
    'trust-receipt-closed',
    printReceipt,
    settle,
    `    if (error.message.includes('9Ah')) {\n      await ledger.apply(accepted.uuid, { type: 'not-registered', end: { kind: 'explained' } })\n      return { kind: 'trouble', error }\n    }\n${settle}`,
  ),
  mutation(
    'refuse-without-proof',
    printReceipt,
    settle,
    `    if (error.remedy === 'refuse') {\n      await ledger.apply(accepted.uuid, { type: 'not-registered', end: endOf(error) })\n      return done\n    }\n${settle}`,
  ),
  mutation(
    'match-by-amount-only',
    'src/lane/reconcile.ts',
    'receipts.filter((witness) => witness.marks.includes(expected.mark))',
    'receipts.filter((witness) => witness.document.total === expected.total)',
  ),
  mutation(
    'last-document-is-ours',
    'src/lane/reconcile.ts',
    'receipts.filter((witness) => witness.marks.includes(expected.mark))',
    'receipts.slice(-1)',
  ),
  mutation(
    'unreadable-is-absent',
    'src/lane/reconcile.ts',
    "evidence.documents.some((witness) => witness.kind === 'unreadable')",
    'evidence.documents.length < 0',
  ),
  mutation(
    'ignore-lookalike',
    'src/lane/reconcile.ts',
    'if (receipts.some((witness) => isUnmarkedLookalike(witness, expected)))',
    'if (receipts.length < 0 && isUnmarkedLookalike(receipts[0] as ReceiptWitness, expected))',
  ),
  mutation(
    'other-memory-is-ours',
    'src/lane/reconcile.ts',
    'if (evidence.fn !== baseline.fn)',
    'if (evidence.fn === "")',
  ),
  mutation(
    'short-proof-without-number',
    'drivers/atol/registered-document.ts',
    'if (last.document !== number || ',
    'if (',
  ),
  mutation(
    'no-look-before-closing',
    'drivers/atol/print.ts',
    '    signal,\n  )\n  if (fn.fn !== baseline.fn || fn.lastDocument !== baseline.lastDocument) {\n    throw notRegistered(',
    "    signal,\n  )\n  if (fn.fn === '') {\n    throw notRegistered(",
  ),
  mutation(
    'no-wait-for-the-closing-command',
    'drivers/atol/evidence.ts',
    'closing ? closingCall.task.timeoutMs : pollMs',
    'closing ? pollMs : pollMs',
  ),
  mutation('no-fence', 'drivers/atol/session.ts', '    await line.fence(signal)\n', ''),
  mutation(
    'resend-closing-command',
    'drivers/atol/print.ts',
    '    answer = await line.try(closingCall, { closing: true })\n',
    '    answer = await line.try(closingCall, { closing: true }).catch(async () =>\n      (await device.session.line()).try(closingCall, { closing: true }),\n    )\n',
  ),
  mutation(
    'attempts-not-counted',
    'src/record/transitions.ts',
    'unexplained: tried.unexplained + 1',
    'unexplained: tried.unexplained',
  ),
  mutation(
    'queue-backwards',
    'src/lane/lane.ts',
    "const accepted = mine.find((record) => record.state.name === 'accepted')",
    "const accepted = mine.findLast((record) => record.state.name === 'accepted')",
  ),
  mutation(
    'unresolved-does-not-stop',
    'src/lane/lane.ts',
    "if (mine.some((record) => record.state.name === 'unresolved')) return 'nothing'",
    "if (mine.some((record) => record.state.name === 'unresolved' && record.uuid === '')) return 'nothing'",
  ),
  mutation(
    'no-guard-for-lost-answers',
    'src/receipts/duplicate-guard.ts',
    'if (record.confirmed !== undefined || !mayBeASale(record)) continue',
    'if (record.confirmed !== undefined || mayBeASale(record)) continue',
  ),
  mutation(
    'again-without-search',
    'src/record/transitions.ts',
    "return { name: 'held', because: { kind: 'searching', refused: event.refused } }",
    "return { name: 'accepted' }",
  ),
  mutation(
    'search-overlooks-the-sale',
    'src/receipts/sold-since.ts',
    "return { kind: 'sold', as: record.uuid }",
    'continue',
  ),
  mutation(
    'unread-is-no-sale',
    'src/receipts/sold-since.ts',
    "if (unread.length === 0) return { kind: 'not-sold' }",
    "if (unread.length >= 0) return { kind: 'not-sold' }",
  ),
  mutation(
    'one-word-frees-the-third',
    'src/receipts/hold-keeper.ts',
    "  return against.confirmed !== undefined && against.confirmed.by !== 'person'",
    '  return against.confirmed !== undefined',
  ),
  mutation(
    'unknown-uuid-is-an-error',
    'src/receipts/inquiry.ts',
    '        if (isUuid(uuid)) onUnknown(uuid)\n        return wait\n',
    "        if (isUuid(uuid)) onUnknown(uuid)\n        return { kind: 'error', code: 'UNKNOWN', text: 'unknown' }\n",
  ),
  mutation(
    'unresolved-is-an-error',
    'src/receipts/inquiry.ts',
    "    case 'unresolved':\n",
    "    case 'unresolved':\n      return { kind: 'error', code: 'UNRESOLVED', text: 'unresolved' }\n",
  ),
  mutation(
    'a-record-each-time',
    'src/receipts/intake.ts',
    'const uuid = uuidOf(secret, offer.mode, offer.bitrixUuid)',
    'const uuid = uuidOf(secret, offer.mode, offer.bitrixUuid + clock.monotonic())',
  ),
  mutation(
    'high-water-ignored',
    'src/lane/admission.ts',
    '  await documents.catchUp(register, baseline, signal)\n',
    '',
  ),
  mutation('orphans-forgotten', 'src/lane/admission.ts', '  if (await claims.adopt(current)) return false\n', ''),
  mutation(
    'restored-receipts-forgotten',
    'src/lane/admission.ts',
    '  if (restored.has(record.uuid)) {\n',
    "  if (restored.has('')) {\n",
  ),
  mutation(
    'old-refusal-is-believed',
    'src/receipts/inquiry.ts',
    '        if (this.#parts.mayBePrinted(record)) return wait\n',
    '',
  ),
  mutation(
    'idle-lane-looks-away',
    'src/lane/lane.ts',
    "    if (!isUnseen(status.fn)) return 'nothing'\n",
    "    if (status.fn.number !== '') return 'nothing'\n",
  ),
  mutation(
    'no-second-look-after-waiting',
    'src/lane/gate.ts',
    "this.#waited(record) > this.#settings.maxWaitMs ? { kind: 'overdue' } : undefined",
    "this.#waited(record) < 0 ? { kind: 'overdue' } : undefined",
  ),
]
