export const jsonType = 'application/json; charset=utf-8'

/** The whole answer as bytes, where there is no request that Node could make one for. */
export const rawAnswer = (text: string): string =>
  [
    'HTTP/1.1 200 OK',
    `Content-Type: ${jsonType}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n')
