import t from 'tap'
import { serialPlace, tcpPlace } from '../../../drivers/atol/places.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const clock = new VirtualClock()

t.test('a USB port is tried at one speed, a real serial port at all', async (t) => {
  t.same(serialPlace('/dev/serial/by-id/usb-ATOL_USB_Device-if00', 'ATOL', clock).speeds, [115_200])
  t.same(serialPlace('/dev/ttyACM0', '', clock).speeds, [115_200])
  t.same(serialPlace('/dev/ttyS0', '', clock).speeds, [115_200, 57_600, 38_400, 19_200, 9600, 4800])
  t.same(serialPlace('/dev/ttyS0', '', clock).protocols, ['v3', 'v2'])
})

t.test('the network speaks v3 only', async (t) => {
  t.match(tcpPlace('192.168.10.1', clock), { name: '192.168.10.1:5555', protocols: ['v3'], speeds: [undefined] })
})
