/**
 * The page as it looks on a desk and on a phone. Pictures go to the test's own folder; with SCREENSHOTS=src/web/screenshots they
 * become those of the READMEs.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { buildPage } from '../../src/web/build-page.ts'
import { browserMissing, launchBrowser, PageStand } from './page-stand.ts'

const widths = { desk: 1280, phone: 390 } as const
const height = 860

async function all(): Promise<void> {
  const page = t.testdir({})
  const [browser] = await Promise.all([launchBrowser(), buildPage(page)])
  t.teardown(() => browser.close())

  await t.test('overview, receipt and decision fit on a desk and on a phone', async (t) => {
    const pictures = process.env['SCREENSHOTS'] ?? join(page, 'pictures')
    await mkdir(pictures, { recursive: true })
    const stand = await PageStand.open(t, { browser, page })
    const sold = await stand.sell({ check: 4711 })
    for (const check of [4712, 4713]) await stand.check(await stand.sell({ check }))
    const first = await stand.sell({ check: 4714, goods: 'Чай чёрный «Ассам», 250 г' })
    const held = await stand.sell({ check: 4715, goods: 'Чай чёрный «Ассам», 250 г' })
    await stand.hands({ paper: 'low' })
    const ready: Readonly<Record<string, readonly [path: string, ready: (page: Page) => Promise<void>]>> = {
      overview: ['/', (page) => page.getByText('Безналичными').waitFor()],
      receipt: [`/#/receipt/${sold}`, (page) => page.locator('.paper pre').waitFor()],
      decision: [`/#/receipt/${held}`, (page) => page.getByText('принадлежит чеку № 4714').waitFor()],
    }
    t.not(first, held)
    for (const [name, [path, isReady]] of Object.entries(ready)) {
      for (const [device, width] of Object.entries(widths)) {
        const view = await stand.page(path, { viewport: { width, height } })
        await isReady(view)
        t.equal(await view.evaluate('document.documentElement.scrollWidth'), width, `${name} fits on a ${device}`)
        await view.screenshot({ path: join(pictures, `${name}-${device}.png`) })
        await view.close()
      }
    }
  })
}

const missing = await browserMissing()
if (missing === undefined) await all()
else t.pass('the page in a browser', { skip: missing })
