/** States of a shift, for people. */
export const shiftWords = { closed: 'закрыта', open: 'открыта', expired: 'открыта больше 24 часов' } as const
