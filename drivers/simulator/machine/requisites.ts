import { type Tag, type Tags, tagTypes } from '../../ffd/tags.ts'
import { extended, refusals } from './errors.ts'
import { ExtendedRefusal, Refusal } from './refusal.ts'

/**
 * Where a requisite written by E8h belongs (protocol 4.6): `operation` the next document, before or after 92h · `receipt` the open
 * receipt · `position` between EAh and EBh.
 */
export type RequisiteLevel = 'operation' | 'receipt' | 'position'

interface Requisite {
  readonly level: RequisiteLevel
  /** Longest text or value, bytes (fiscal-data 1.1, 1.2, 5.6). */
  readonly max: number
  readonly versions?: '1.05' | '1.2'
}

/** Requisites that a host may write, by tag. 2108 by E8h is an assumption: its way on the wire is not public. */
const requisites: Readonly<Record<number, Requisite>> = {
  1021: { level: 'operation', max: 64 },
  1203: { level: 'operation', max: 12 },
  1008: { level: 'receipt', max: 64 },
  1055: { level: 'receipt', max: 1 },
  1057: { level: 'receipt', max: 1, versions: '1.05' },
  1084: { level: 'receipt', max: 320 },
  1117: { level: 'receipt', max: 64 },
  1125: { level: 'receipt', max: 1 },
  1173: { level: 'receipt', max: 1 },
  1174: { level: 'receipt', max: 292 },
  1187: { level: 'receipt', max: 256 },
  1192: { level: 'receipt', max: 16 },
  1227: { level: 'receipt', max: 256, versions: '1.05' },
  1228: { level: 'receipt', max: 12, versions: '1.05' },
  1256: { level: 'receipt', max: 1024, versions: '1.2' },
  1162: { level: 'position', max: 32, versions: '1.05' },
  1191: { level: 'position', max: 64 },
  1197: { level: 'position', max: 16, versions: '1.05' },
  1222: { level: 'position', max: 1 },
  1223: { level: 'position', max: 512 },
  1224: { level: 'position', max: 512 },
  1226: { level: 'position', max: 12 },
  1229: { level: 'position', max: 6 },
  1230: { level: 'position', max: 3 },
  1231: { level: 'position', max: 32 },
  2108: { level: 'position', max: 1, versions: '1.2' },
}

/** The requisite's row, when this register knows it. Throws Refusal: unknown, of another FFD, too long, of another type. */
export function requisiteOf(tag: Tag, length: number, ffd: '1.05' | '1.2'): Requisite {
  const requisite = requisites[tag.tag]
  if (requisite === undefined) throw new ExtendedRefusal(extended.illegalRequisite, tag.tag)
  if (requisite.versions !== undefined && requisite.versions !== ffd) {
    throw new ExtendedRefusal(tag.tag === 1162 ? extended.productCodeForbidden : extended.illegalRequisite, tag.tag)
  }
  if (length > requisite.max) throw new Refusal(refusals.tlvTooLong)
  const type = tagTypes[tag.tag]
  if (length === 0 || (type === 'inn' && length !== 12)) throw new Refusal(refusals.wrongFnParameter)
  return requisite
}

const nested = (tag: Tag): Tags => (Array.isArray(tag.value) ? (tag.value as Tags) : [])

/** Rules inside a requisite's value: one tax system of the registered ones, a user attribute with name and value. Throws Refusal. */
export function checkRequisite(tag: Tag, taxSystems: number): void {
  if (tag.tag === 1055) {
    const value = tag.value as number
    const single = value > 0 && (value & (value - 1)) === 0
    if (!single || (value & taxSystems) === 0) throw new ExtendedRefusal(extended.wrongTaxSystem)
  }
  if (tag.tag === 1125 && tag.value !== 1) throw new Refusal(refusals.wrongFnParameter)
  if (tag.tag === 1084) {
    for (const wanted of [1085, 1086]) {
      if (!nested(tag).some((one) => one.tag === wanted)) throw new ExtendedRefusal(extended.requisiteMissing, wanted)
    }
  }
}
