/** `npm run bench` measures everything, `npm run bench -- print` one group; one `group.name value unit` a line. */
import * as accept from './accept.ts'
import * as codec from './codec.ts'
import * as driver from './driver.ts'
import * as page from './page.ts'
import * as print from './print.ts'
import * as publicListener from './public.ts'
import { formatMeasurement, type Report } from './report.ts'
import * as restart from './restart.ts'
import * as rss from './rss.ts'
import * as start from './start.ts'
import { removeShops } from './stored-history.ts'
import * as wire from './wire.ts'

interface Group {
  readonly run: (report: Report) => Promise<void>
}

const groups: Readonly<Record<string, Group>> = {
  wire,
  codec,
  driver,
  print,
  start,
  rss,
  accept,
  public: publicListener,
  restart,
  page,
}

const report: Report = (name, value, unit) => console.log(formatMeasurement(name, value, unit))

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(groups, name))
if (unknown.length > 0) {
  console.error(`no such group: ${unknown.join(', ')}; there are: ${Object.keys(groups).join(', ')}`)
  process.exitCode = 1
} else {
  try {
    for (const [name, group] of Object.entries(groups)) {
      if (wanted.length === 0 || wanted.includes(name)) await group.run(report)
    }
  } finally {
    await removeShops()
  }
}
