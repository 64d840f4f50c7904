import iconv from 'iconv-lite'

export const decodeText = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), 'cp866')
export const encodeText = (text: string): Uint8Array => iconv.encode(text, 'cp866')
