/** An object whose undefined values are missing instead. */
export type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** The values that are there. */
export const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
