import * as p from '../../atol/commands/printing.ts'
import { done, type Handler, on } from '../machine/handler.ts'

const prints = { prints: true } as const

/** Paper that is no document: texts, cliche, pictures, sounds. What comes out is kept as slips. */
export const printingHandlers: readonly Handler[] = [
  on(p.printLine, prints, (machine, { text }) => {
    machine.slip(text)
    return done
  }),
  on(p.printField, prints, (machine, { text }) => {
    machine.slip(text)
    return done
  }),
  on(p.printCliche, prints, (machine) => {
    machine.slip(machine.registration.user)
    return done
  }),
  on(p.printFooter, { ...prints, modes: [2] }, () => done),
  on(p.cutPaper, prints, () => done),
  on(p.openDrawer, {}, () => done),
  on(p.beep, {}, () => done),
  on(p.printDemo, { ...prints, modes: [0] }, (machine, { type }) => {
    machine.slip(`ДЕМОНСТРАЦИОННАЯ ПЕЧАТЬ ${type}`)
    return done
  }),
  on(p.printBarcode, prints, (machine, { type, data }) => {
    machine.slip(`[ШТРИХКОД ${type & 0x7f}: ${Buffer.from(data).toString('latin1')}]`)
    return done
  }),
  on(p.continueBarcode, prints, () => done),
]
