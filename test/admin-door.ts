import type { FastifyInstance } from 'fastify'
import { createAdminServer } from '../src/admin/server.ts'
import type { Bridge } from '../src/bridge.ts'

const doors = new WeakMap<Bridge, FastifyInstance>()

/** The admin listener of a bridge without a socket, for `inject`: always the same one, with its sessions. */
export function adminDoor(bridge: Bridge): FastifyInstance {
  const door = doors.get(bridge) ?? createAdminServer(bridge.adminParts)
  doors.set(bridge, door)
  return door
}

/**
 * Waits until the door has read what it serves from the real disk. Virtual time must stand meanwhile: it would run on for as
 * long as the machine takes, which is never the same.
 */
export async function adminReady(bridge: Bridge): Promise<void> {
  await adminDoor(bridge).ready()
}
