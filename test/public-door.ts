import type { Clock } from '../drivers/clock.ts'
import { silentLog } from '../drivers/log.ts'
import type { Bridge } from '../src/bridge.ts'
import type { EndpointName } from '../src/public/endpoints.ts'
import { createPublicListener, type PublicListener } from '../src/public/listener.ts'

/** A request of Bitrix24 without a listener: the JSON of the answer. */
export async function ask(
  { endpoints }: Bridge,
  endpoint: EndpointName,
  urlSecret: string,
  payload: string,
  contentType?: string,
): Promise<Record<string, unknown>> {
  const body = new TextEncoder().encode(payload)
  return JSON.parse(await endpoints[endpoint]({ urlSecret, body, contentType, source: '127.0.0.1' })) as Record<
    string,
    unknown
  >
}

/** A listener of the test's own before the endpoints of a bridge. Whoever opens it closes it. */
export async function openPublicDoor(
  { endpoints }: Bridge,
  clock: Clock,
): Promise<PublicListener & { readonly address: string }> {
  const listener = createPublicListener({ endpoints, clock, log: silentLog })
  const address = await listener.listen({ host: '127.0.0.1', port: 0 })
  return { ...listener, address }
}
