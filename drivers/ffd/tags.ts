/**
 * Tags of the fiscal data format (FFD) and what their values look like (fiscal-data 1.1, 1.2, 8; orders 662, 236, 1050).
 * A tag that is not listed keeps its raw bytes.
 */

/** A value in its domain form: text, integer (instants of 1012 are local seconds), kopecks or thousandths as bigint, raw bytes, nested tags. */
export type TagValue = string | number | bigint | Uint8Array | Tags
export interface Tag {
  readonly tag: number
  readonly value: TagValue
}
/** Tags in the order of the document; a tag may repeat (1059, 1171). */
export type Tags = readonly Tag[]

/**
 * `text` CP866 · `inn` 12 and `rnm` 20 characters, padded with spaces · `uint8`, `uint16`, `uint32` little-endian · `time` uint32,
 * Unix seconds of the register's local time · `money` VLN kopecks · `quantity` FVLN thousandths · `sign` 6 bytes of 1077,
 * the last four big-endian, a decimal text · `bytes` raw · `nested` STLV
 */
export type TagType =
  | 'text'
  | 'inn'
  | 'rnm'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'time'
  | 'money'
  | 'quantity'
  | 'sign'
  | 'bytes'
  | 'nested'

export const tagTypes: Readonly<Record<number, TagType>> = {
  1001: 'uint8', // automatic device
  1002: 'uint8', // autonomous mode
  1005: 'text', // address of the transfer operator
  1008: 'text', // buyer's phone or e-mail
  1009: 'text', // address of settlement
  1011: 'uint8', // time zone
  1012: 'time', // date and time
  1013: 'text', // serial number of the register
  1016: 'inn', // INN of the transfer operator
  1017: 'inn', // INN of the OFD
  1018: 'inn', // INN of the user
  1020: 'money', // total
  1021: 'text', // cashier
  1023: 'quantity', // quantity
  1026: 'text', // name of the transfer operator
  1030: 'text', // name of the item
  1031: 'money', // cash
  1036: 'text', // number of the automatic device
  1037: 'rnm', // registration number of the register
  1038: 'uint32', // shift number
  1040: 'uint32', // number of the fiscal document
  1041: 'text', // number of the fiscal memory
  1042: 'uint32', // receipt number in the shift
  1043: 'money', // sum of the item
  1044: 'text', // operation of the payment agent
  1046: 'text', // name of the OFD
  1048: 'text', // name of the user
  1050: 'uint8', // FN keys expire in 30 days
  1051: 'uint8', // FN must be replaced at once
  1052: 'uint8', // FN memory 90 % full
  1053: 'uint8', // OFD answer overdue
  1054: 'uint8', // sign of settlement
  1055: 'uint8', // tax system
  1056: 'uint8', // encryption
  1057: 'uint8', // agent sign of the receipt
  1059: 'nested', // item
  1060: 'text', // site of the tax service
  1062: 'uint8', // registered tax systems
  1073: 'text', // phone of the payment agent
  1074: 'text', // phone of the payment operator
  1075: 'text', // phone of the transfer operator
  1077: 'sign', // fiscal sign of the document
  1079: 'money', // price per unit
  1081: 'money', // cashless
  1084: 'nested', // user attribute
  1085: 'text', // its name
  1086: 'text', // its value
  1097: 'uint32', // documents not sent to the OFD
  1098: 'time', // date of the first of them
  1102: 'money', // VAT at 20 %
  1103: 'money', // VAT at 10 %
  1104: 'money', // turnover at 0 %
  1105: 'money', // turnover without VAT
  1106: 'money', // VAT at 20/120
  1107: 'money', // VAT at 10/110
  1108: 'uint8', // Internet only
  1109: 'uint8', // services
  1111: 'uint32', // documents in the shift
  1115: 'nested', // VAT at other rates
  1116: 'uint32', // number of the first document not sent
  1117: 'text', // sender's e-mail
  1118: 'uint32', // receipts in the shift
  1119: 'nested', // VAT at one of them
  1120: 'money', // its amount
  1125: 'uint8', // Internet settlement
  1126: 'uint8', // lottery
  1162: 'bytes', // product code
  1171: 'text', // supplier's phone
  1187: 'text', // place of settlement
  1188: 'text', // version of the register
  1189: 'uint8', // FFD version of the register
  1190: 'uint8', // FFD version of the FN
  1191: 'text', // additional attribute of the item
  1192: 'text', // additional attribute of the receipt
  1193: 'uint8', // gambling
  1197: 'text', // unit of measure
  1198: 'money', // VAT per unit
  1199: 'uint8', // VAT rate
  1200: 'money', // VAT of the item
  1203: 'inn', // cashier's INN
  1207: 'uint8', // excise goods
  1209: 'uint8', // FFD version
  1212: 'uint8', // subject of settlement
  1214: 'uint8', // method of settlement
  1215: 'money', // offset of an advance
  1216: 'money', // credit
  1217: 'money', // barter
  1221: 'uint8', // automatic device
  1222: 'uint8', // agent sign of the item
  1223: 'nested', // agent
  1224: 'nested', // supplier
  1225: 'text', // supplier's name
  1226: 'inn', // supplier's INN
  1227: 'text', // buyer's name
  1228: 'inn', // buyer's INN
  1229: 'money', // excise
  1230: 'text', // country code
  1231: 'text', // customs declaration
  1256: 'nested', // buyer
  2000: 'text', // marking code
  2003: 'uint8', // planned status
  2102: 'uint8', // mode of processing
  2106: 'uint8', // result of the check
  2107: 'uint8', // result of all checks
  2108: 'uint8', // measure of quantity
}

/** All values of a tag at this level, in order. */
export const valuesOf = (tags: Tags, tag: number): TagValue[] =>
  tags.filter((one) => one.tag === tag).map((one) => one.value)

const firstOf = (tags: Tags, tag: number): TagValue | undefined => tags.find((one) => one.tag === tag)?.value

/** The first value of a text tag; undefined when the tag is missing. */
export function textOf(tags: Tags, tag: number): string | undefined {
  const value = firstOf(tags, tag)
  return typeof value === 'string' ? value : undefined
}

/** The first value of an integer tag; undefined when the tag is missing. */
export function numberOf(tags: Tags, tag: number): number | undefined {
  const value = firstOf(tags, tag)
  return typeof value === 'number' ? value : undefined
}

/** The first value of a money or quantity tag; undefined when the tag is missing. */
export function amountOf(tags: Tags, tag: number): bigint | undefined {
  const value = firstOf(tags, tag)
  return typeof value === 'bigint' ? value : undefined
}

/** The nested tags of every occurrence of an STLV tag. */
export const nestedOf = (tags: Tags, tag: number): Tags[] =>
  valuesOf(tags, tag).filter((value): value is Tags => Array.isArray(value))
