import { externalCharset } from '../../atol/commands/charset.ts'
import { readRequisite, writeRequisite } from '../../atol/commands/requisites.ts'
import { LayoutError } from '../../bytes.ts'
import type { Tag, Tags } from '../../ffd/tags.ts'
import { decodeTags, encodeTags } from '../../ffd/tlv.ts'
import { extended, refusals } from '../machine/errors.ts'
import { done, type Handler, on } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import type { OpenReceipt } from '../machine/open-receipt.ts'
import { ExtendedRefusal, Refusal } from '../machine/refusal.ts'
import { ffdCodes, registrationTags } from '../machine/registration.ts'
import { checkRequisite, requisiteOf } from '../machine/requisites.ts'

/** Bytes of a requisite in one reply to E9h; the rest follows in further blocks. */
const blockBytes = 100

function parsed(tlv: Uint8Array): Tag {
  let tags: Tags
  try {
    tags = decodeTags(tlv, externalCharset)
  } catch (error) {
    if (error instanceof LayoutError) throw new Refusal(refusals.wrongFnParameter)
    throw error
  }
  const [tag] = tags
  if (tag === undefined || tags.length !== 1) throw new Refusal(refusals.dataMissing)
  return tag
}

const others = (tags: readonly Tag[], tag: number): Tag[] => tags.filter((one) => one.tag !== tag)

function withRequisite(tags: readonly Tag[], tag: Tag): readonly Tag[] {
  if (tags.some((one) => one.tag === tag.tag)) throw new ExtendedRefusal(extended.alreadyWritten, tag.tag)
  return [...tags, tag]
}

async function write(machine: Machine, tlv: Uint8Array): Promise<void> {
  const tag = parsed(tlv)
  const { level } = requisiteOf(tag, tlv.length - 4, machine.registration.ffd)
  const { receipt } = machine
  const position = receipt?.position
  if (level === 'position' && (receipt === undefined || position === undefined)) {
    throw new ExtendedRefusal(extended.positionClosed, tag.tag)
  }
  if (level !== 'position' && position !== undefined) throw new ExtendedRefusal(extended.positionOpen, tag.tag)
  if (level === 'receipt' && receipt === undefined) throw new Refusal(refusals.receiptClosed)
  checkRequisite(tag, machine.registration.taxSystems)
  if (level === 'operation') machine.operation = [...others(machine.operation, tag.tag), tag]
  else if (level === 'receipt') {
    const open = receipt as OpenReceipt
    await machine.setReceipt({ ...open, tags: withRequisite(open.tags, tag) })
  } else {
    const open = receipt as OpenReceipt
    await machine.setReceipt({ ...open, position: withRequisite(position ?? [], tag) })
  }
}

/** What E9h reads: the registration data (protocol 4.6). */
const registrationData = (machine: Machine): Tags => {
  const { registration: r } = machine
  return [
    ...registrationTags(r),
    { tag: 1037, value: r.registrationNumber },
    { tag: 1018, value: r.inn },
    { tag: 1048, value: r.user },
    { tag: 1009, value: r.address },
    { tag: 1187, value: r.place },
    { tag: 1060, value: 'www.nalog.gov.ru' },
    { tag: 1209, value: ffdCodes[r.ffd] },
    { tag: 1013, value: machine.settings.serial },
    { tag: 1041, value: r.fn },
  ]
}

export const requisiteHandlers: readonly Handler[] = [
  on(writeRequisite, { modes: [1, 2, 3, 4] }, async (machine, { blocks, block, tlv }) => {
    // How further blocks are written is not known for certain (protocol 4.6).
    if (blocks !== 1 || block !== 0) throw new Refusal(refusals.tlvTooLong)
    await write(machine, tlv)
    return done
  }),
  on(readRequisite, {}, (machine, { tag, block }) => {
    const found = registrationData(machine).find((one) => one.tag === tag)
    if (found === undefined) throw new Refusal(refusals.fnNoData)
    const tlv = encodeTags([found], externalCharset)
    const blocks = Math.ceil(tlv.length / blockBytes)
    if (block >= blocks) throw new Refusal(refusals.fnNoData)
    return { blocks, data: tlv.slice(block * blockBytes, (block + 1) * blockBytes) }
  }),
]
