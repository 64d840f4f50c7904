import type { Bridge } from '../src/bridge.ts'

/**
 * Waits until both servers have read what they serve from the real disk. Virtual time must stand meanwhile: it would run on for as
 * long as the machine takes, which is never the same.
 */
export async function serversReady({ publicServer, adminServer }: Bridge): Promise<void> {
  await publicServer.ready()
  await adminServer.ready()
}
