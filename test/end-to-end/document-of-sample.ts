/** What the fixture says a document must hold, in the form in which the admin API shows one. */
export interface SampleExpectation {
  readonly accept: boolean
  readonly payments?: Readonly<Record<string, string>>
  readonly items?: readonly Readonly<Record<string, string | number>>[]
  readonly vat_totals?: Readonly<Record<string, string>>
  readonly [tag: string]: unknown
}

type DocumentTags = Readonly<Record<string, unknown>>

const receiptTags = ['1054', '1055', '1020'] as const
const paymentTags = ['1031', '1081', '1215', '1216', '1217'] as const
const totalTags = ['1102', '1103', '1104', '1105', '1106', '1107'] as const

/** The tags that the fixture speaks of: everything it says, and zero or nothing where it is silent. */
export function wanted({ payments, items, vat_totals: totals, ...receipt }: SampleExpectation): object {
  const flat: Record<string, string> = {}
  const byRate: Record<string, string> = {}
  for (const [name, amount] of Object.entries(totals ?? {})) {
    const rate = /1199=(\d+)/.exec(name)?.[1]
    if (rate === undefined) flat[name] = amount
    else byRate[rate] = amount
  }
  return {
    ...Object.fromEntries(receiptTags.map((tag) => [tag, receipt[tag]])),
    ...Object.fromEntries(paymentTags.map((tag) => [tag, payments?.[tag] ?? '0.00'])),
    items,
    totals: flat,
    byRate,
  }
}

/** The same view of a document that was read back. */
export function got(tags: DocumentTags, expectation: SampleExpectation): object {
  const items = (tags['1059'] ?? []) as readonly DocumentTags[]
  return {
    ...Object.fromEntries(receiptTags.map((tag) => [tag, tags[tag]])),
    ...Object.fromEntries(paymentTags.map((tag) => [tag, tags[tag] ?? '0.00'])),
    items: items.map((item, at) =>
      Object.fromEntries(Object.keys(expectation.items?.[at] ?? {}).map((tag) => [tag, item[tag]])),
    ),
    totals: Object.fromEntries(totalTags.filter((tag) => tag in tags).map((tag) => [tag, tags[tag]])),
    byRate: tags['1115'] ?? {},
  }
}
