import { BlockList, isIP } from 'node:net'

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

function listOf(edge: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of edge) {
    const [address = '', bits] = entry.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return list
}

/**
 * Whose request it is: the socket's own address, unless that is one of `edge` (addresses, subnets). Then the last of
 * X-Forwarded-For that is none of them: each edge adds whom it saw, and what stands before that is anybody's word.
 */
export function sourceReader(edge: readonly string[]): (address: string, forwarded: string | undefined) => string {
  const list = listOf(edge)
  const isEdge = (address: string): boolean => isIP(address) !== 0 && list.check(address, familyOf(address))
  return (address, forwarded) => {
    let source = address
    const hops = forwarded?.split(',').map((hop) => hop.trim()) ?? []
    while (isEdge(source)) {
      const before = hops.pop()
      if (before === undefined || before === '') break
      source = before
    }
    return source
  }
}
