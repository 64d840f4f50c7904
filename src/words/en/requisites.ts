/** Requisites that the bridge fills in, by tag, as people call them. */
export const requisites: Readonly<Record<number, string>> = {
  1008: "buyer's phone or e-mail",
  1021: 'cashier',
  1030: 'name',
  1086: 'additional requisite of the user',
  1117: "sender's e-mail",
  1162: 'goods code',
  1171: "supplier's phone",
  1187: 'place of settlement',
  1192: 'additional requisite of the receipt',
  1203: "cashier's INN",
  1224: 'supplier data',
  1225: "supplier's name",
  1226: "supplier's INN",
}

/** `cashier (tag 1021)` */
export const requisite = (tag: number): string => `${requisites[tag] ?? 'requisite'} (tag ${tag})`
