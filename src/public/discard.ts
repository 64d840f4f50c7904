import type { Socket } from 'node:net'

/** Throws away whatever still comes over a socket of an HTTP server: nothing of it is parsed any more. */
export function discard(socket: Socket): void {
  const ignore = (): void => undefined
  // The first listener takes the socket away from Node's parser; then the parser's own listener goes.
  socket.on('data', ignore)
  socket.removeAllListeners('data')
  socket.on('data', ignore)
  socket.resume()
}
