/** Device type: its reply begins with the error byte. State code: its reply has none (protocol 4.1). */
const deviceType = 0xa5
const stateCode = 0x45
const replyHead = 0x55

/** Whether a reply to this request says that the command failed (protocol 4.1). An empty or cut reply says nothing: false. */
export function isErrorReply(request: Uint8Array, reply: Uint8Array): boolean {
  const [first = 0, second = 0] = reply
  switch (request[0]) {
    case deviceType:
      return first !== 0
    case stateCode:
      return false
    default:
      return first === replyHead && second !== 0
  }
}
