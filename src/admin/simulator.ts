import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { SimulatorFailure } from '../../drivers/simulator/machine/simulator-failure.ts'
import type { Simulator } from '../../drivers/simulator/simulator.ts'
import type { Roster } from '../lane/roster.ts'
import { reasonText } from '../words/reason-text.ts'
import { AdminError } from './admin-error.ts'
import { shopRegisterOf } from './shop-register-of.ts'

const Path = Type.Object({ id: Type.String({ maxLength: 64 }) })
const Body = Type.Object(
  {
    paper: Type.Optional(Type.Enum(['present', 'low', 'out'])),
    cover: Type.Optional(Type.Enum(['open', 'closed'])),
    cable: Type.Optional(Type.Enum(['in', 'out'])),
    power: Type.Optional(Type.Enum(['on', 'off', 'cut'])),
    clockOffsetMs: Type.Optional(Type.Integer({ minimum: -315_576_000_000, maximum: 315_576_000_000 })),
    fault: Type.Optional(Type.String({ maxLength: 64, description: 'сбой, например drop-async@4A' })),
    clearFaults: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)
type Body = Type.Static<typeof Body>

/** Pieces of paper shown at once. */
const rollLength = 12

function roll(simulator: Simulator): readonly { readonly number: number; readonly text: string }[] {
  return simulator
    .documents()
    .slice(-rollLength)
    .map(({ number }) => ({ number, text: simulator.paper(number) ?? '' }))
}

async function apply({ control }: Simulator, body: Body): Promise<void> {
  if (body.paper !== undefined) control.paper(body.paper)
  if (body.cover !== undefined) control.cover(body.cover)
  if (body.cable !== undefined) control.cable(body.cable)
  if (body.power !== undefined) control.power(body.power)
  if (body.clockOffsetMs !== undefined) await control.clock(body.clockOffsetMs)
  if (body.clearFaults === true) control.clearFaults()
  if (body.fault === undefined) return
  try {
    control.arm(body.fault)
  } catch (error) {
    if (error instanceof SimulatorFailure) throw new AdminError(400, reasonText(error.reason, 'ru'))
    throw error
  }
}

/** The hands beside a simulated register: paper, cover, cable, power, clock, and the paper that came out of it. */
export function simulatorRoutes(
  app: FastifyInstance,
  roster: Roster,
  simulators: ReadonlyMap<string, Simulator>,
): void {
  const find = (id: string): Simulator => {
    const simulator = simulators.get(id)
    if (simulator === undefined) throw new AdminError(404, `Касса «${id}» не симулятор.`)
    return simulator
  }
  const view = (simulator: Simulator): object => ({
    ...simulator.state(),
    plugged: simulator.plugged,
    roll: roll(simulator),
    slips: simulator.control.slips.slice(-rollLength),
  })
  const schema = { tags: ['simulator'], params: Path }
  app.get<{ Params: { id: string } }>('/api/registers/:id/simulator', { schema }, ({ params }) => view(find(params.id)))
  app.post<{ Params: { id: string }; Body: Body }>(
    '/api/registers/:id/simulator',
    { schema: { ...schema, body: Body } },
    async ({ params, body }) => {
      const simulator = find(params.id)
      await apply(simulator, body)
      void shopRegisterOf(roster, params.id).lane.refresh()
      return view(simulator)
    },
  )
}
