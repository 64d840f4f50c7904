import type { PublicRequest } from '../bitrix24/public-request.ts'

/** What can be asked at `/bitrix24/<secret>/…`. */
export const endpointNames = ['print', 'check', 'probe'] as const
export type EndpointName = (typeof endpointNames)[number]

/**
 * What stands behind the addresses that are reached from outside, whoever listens there. Each answers JSON text, in the end always,
 * and never rejects.
 */
export interface PublicEndpoints extends Readonly<Record<EndpointName, (request: PublicRequest) => Promise<string>>> {
  /** The answers when no endpoint could be asked: legal for all of them, and for whatever else came. */
  readonly unreadable: Readonly<Record<UnreadableCause, string>>
}

/**
 * Why no endpoint could be asked: no such address; a body over the limit; no HTTP request, or not the whole of one; no room for
 * another one. Nothing of the request was stored.
 */
export type UnreadableCause = 'unknownPath' | 'tooLarge' | 'broken' | 'busy'
