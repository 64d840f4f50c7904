import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { buildPage } from '../../src/web/build-page.ts'
import { accessible } from './accessible.ts'
import { held, soldSince, unheard, unresolved } from './decisions.ts'
import { browserMissing, launchBrowser, type Open, PageStand, phone, type StandOptions } from './page-stand.ts'

async function all(): Promise<void> {
  const page = t.testdir({})
  const [browser] = await Promise.all([launchBrowser(), buildPage(page)])
  t.teardown(() => browser.close())
  const open = (t: Test, more: Partial<StandOptions> = {}) => PageStand.open(t, { browser, page, ...more })
  // Side by side: each has a shop of its own, and most of the time is waiting.
  t.jobs = 3
  await Promise.all([
    theWay(open),
    paper(open),
    unresolved(open),
    held(open),
    soldSince(open),
    unheard(open),
    atTheRegister(open),
    lostAnswers(open),
    truth(open),
    restart(open),
    login(open),
  ])
  await weight(page)
}

const theWay = (open: Open) =>
  t.test('the whole way of a receipt', { buffered: true }, async (t) => {
    const stand = await open(t)
    const page = await stand.page()
    await page.getByText('Всё в порядке').waitFor()
    await accessible(t, page, 'overview without receipts')
    const uuid = await stand.sell({ check: 4711 })
    await page.getByText('Чеков за смену').waitFor()
    t.match(await page.locator('article').textContent(), /1\s161,30\s₽/)
    t.match(await stand.check(uuid), { STATUS: 'DONE' })

    await page.getByRole('link', { name: 'Чеки' }).click()
    await page.getByRole('cell', { name: 'зарегистрирован' }).waitFor()
    await accessible(t, page, 'list')
    await page.getByLabel('Поиск').fill('1161,30')
    await stand.sell({ check: 4712 })
    await page.getByRole('link', { name: '№ 4712' }).waitFor()
    t.equal(await page.getByLabel('Поиск').inputValue(), '1161,30', 'a live event leaves what is being typed')
    await page.getByRole('button', { name: 'Найти' }).click()
    await page.getByText('Найдено: 2').waitFor()
    await page.getByRole('link', { name: '№ 4711' }).click()
    await page.getByRole('heading', { name: 'Чек № 4711' }).waitFor()
    t.match(await page.locator('.paper pre').textContent(), /КАССОВЫЙ ЧЕК[\s\S]*ИТОГ +=1161\.30/)
    const qr = page.getByRole('img', { name: /QR-код/ })
    await qr.waitFor()
    // Rejects for a picture that is none.
    await page.evaluate("document.querySelector('.paper img').decode()")
    t.match(await page.locator('.timeline').textContent(), /принят от Битрикс24[\s\S]*в печать[\s\S]*зарегистрирован/)
    await page.getByText('чек пробит (DONE)').waitFor()
    await accessible(t, page, 'receipt')
    await page.setViewportSize(phone.viewport)
    t.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, 'nothing sticks out on a phone')
    await accessible(t, page, 'receipt on a phone')

    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Receipt № 4711' }).waitFor()
    t.equal(await page.evaluate('document.documentElement.lang'), 'en')
  })

const paper = (open: Open) =>
  t.test('paper out and back', { buffered: true }, async (t) => {
    const stand = await open(t)
    const page = await stand.page('/#/register/kkm-1')
    await page.getByRole('button', { name: 'Оборвать бумагу' }).click()
    await page.locator('strong.condition').filter({ hasText: 'Нет бумаги' }).waitFor()
    const report = page.getByRole('button', { name: 'X-отчёт' })
    t.ok(await report.isDisabled())
    const why = await report.getAttribute('aria-describedby')
    t.equal(await page.locator(`#${why}`).textContent(), 'нет бумаги', 'the button says why')
    await stand.sell({ check: 1 })
    await page.getByRole('link', { name: 'Обзор' }).click()
    await page.getByText('ждёт печати').waitFor()
    await page.locator('.alarms').getByText('Нет бумаги', { exact: false }).first().waitFor()
    await accessible(t, page, 'overview with an alarm')
    t.equal(await stand.receipts(), 0)
    await stand.hands({ paper: 'present' })
    await page.locator('strong.condition').filter({ hasText: 'Работает' }).waitFor()
    await page.getByText('Открытых чеков нет').waitFor()
    t.equal(await stand.receipts(), 1, 'sold once')
  })

const atTheRegister = (open: Open) =>
  t.test('shift, cash and the roll of the simulated register', { buffered: true }, async (t) => {
    const stand = await open(t)
    const page = await stand.page('/#/register/kkm-1')
    const act = async (name: string, value?: string): Promise<void> => {
      await page.getByRole('button', { name, exact: true }).click()
      const dialog = page.getByRole('dialog')
      if (value !== undefined) await dialog.getByRole('textbox').fill(value)
      await dialog.getByRole('button', { name: 'Выполнить' }).click()
      await dialog.waitFor({ state: 'hidden' })
      await page.getByText(`${name}: Готово.`).waitFor()
    }
    await act('Открыть смену')
    await page.getByText('смена уже открыта').waitFor()
    await act('Внести наличные', '1 500,50')
    await page.getByText('1 500,50 ₽').waitFor()
    await page.getByRole('button', { name: 'Выплатить наличные' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('много')
    await page.getByRole('button', { name: 'Выполнить' }).click()
    await page.getByText('Введите сумму').waitFor()
    await page.getByRole('button', { name: 'Отмена' }).click()
    await act('Закрыть смену (Z-отчёт)')
    await page.getByText('закрыта, последняя № 1').waitFor()
    await page.locator('.roll').getByText('ОТЧЕТ О ЗАКРЫТИИ СМЕНЫ').first().waitFor()
    await accessible(t, page, 'register')
  })

const lostAnswers = (open: Open) =>
  t.test('how an action ended is always seen', { buffered: true }, async (t) => {
    const stand = await open(t)
    const page = await stand.page('/#/register/kkm-1')
    let answer = (): void => undefined
    const sent = new Promise<void>((resolve) => {
      page.route('**/x-report', async (route) => {
        await new Promise<void>((answered) => {
          answer = answered
          resolve()
        })
        await route.fulfill({ status: 503, json: { error: 'Касса не ответила вовремя.' } })
      })
    })
    await page.getByRole('button', { name: 'X-отчёт' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Выполнить' }).click()
    await sent
    for (let tries = 0; tries < 3; tries += 1) await page.keyboard.press('Escape')
    answer()
    await dialog.getByRole('alert').filter({ hasText: 'Касса не ответила вовремя' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

const truth = (open: Open) =>
  t.test('nothing is shown for what it is not', { buffered: true }, async (t) => {
    const stand = await open(t, { hurry: 4 })
    const first = await stand.sell({ check: 1 })
    const page = await stand.page('/')
    await page.getByText('Битрикс24 ещё не знает: 1').waitFor()
    await stand.check(first)
    await page.getByText('Битрикс24 знает об этом').waitFor()

    const line = {
      uuid: first,
      bitrixUuid: 'check|shop|1',
      acceptedAt: '2026-11-23T22:30:00.000Z',
      state: 'registered',
    }
    await page.route('**/api/receipts?*', (route) => route.fulfill({ json: { receipts: [line], more: false } }))
    await page.goto(`${stand.address}/#/receipts?q=1`)
    await page.getByRole('cell', { name: '24.11, 01:30' }).waitFor()

    await stand.hands({ fault: 'unplug@92x3' })
    const second = await stand.sell({ check: 2 })
    await page.goto(`${stand.address}/#/receipt/${second}`)
    await page.getByText('Нужно ваше решение').waitFor()
    await page.getByText('не появилось ни одного документа').waitFor()
    await page.route(`**/api/receipts/${first}`, (route) =>
      route.fulfill({ status: 503, json: { error: 'Не сейчас.' } }),
    )
    await page.goto(`${stand.address}/#/receipt/${first}`)
    await page.getByRole('alert').filter({ hasText: 'Не сейчас.' }).waitFor()
    t.equal(await page.getByRole('heading', { name: 'Чек № 2' }).count(), 0, 'not the receipt before it')
    await page.unroute(`**/api/receipts/${first}`)
    await page.getByRole('button', { name: 'Повторить' }).click()
    await page.getByRole('heading', { name: 'Чек № 1' }).waitFor()

    await stand.hands({ cable: 'out' })
    await page.goto(`${stand.address}/#/receipt/${second}`)
    await page.getByText('Касса сейчас не отвечает, показать её документы нельзя').waitFor()
    await stand.hands({ cable: 'in' })
    await page.getByText('не появилось ни одного документа').waitFor()
    await page.getByRole('button', { name: 'Чек не напечатан' }).click()
    await page.getByRole('dialog').getByLabel('Кто решает').fill('Петрова')
    await page.getByRole('button', { name: 'Подтвердить' }).click()
    await page.locator('.timeline .person').getByText('Решено: чек не напечатан: Петрова').waitFor()

    await stand.hands({ cable: 'out' })
    await page.goto(`${stand.address}/#/receipt/${first}`)
    await page.getByText('Касса сейчас не показывает бумагу').waitFor()
    await page.evaluate("document.querySelector('.paper img').decode()")
    await accessible(t, page, 'receipt without its register')
  })

const restart = (open: Open) =>
  t.test('the page goes on by itself when the bridge was restarted', { buffered: true }, async (t) => {
    const stand = await open(t)
    const page = await stand.page()
    await page.getByText('на связи').waitFor()
    await stand.stop()
    await page.getByText('нет связи с мостом').waitFor()
    await stand.start()
    await page.getByText('на связи').waitFor()
    await stand.hands({ paper: 'out' })
    await stand.sell({ check: 5 })
    await page.getByRole('link', { name: '№ 5' }).waitFor()
  })

const login = (open: Open) =>
  t.test('login, lock-out, logout', { buffered: true }, async (t) => {
    const stand = await open(t, { admin: { password: 'correct horse' } })
    const page = await stand.page()
    const enter = async (password: string): Promise<void> => {
      await page.getByLabel('Пароль').fill(password)
      await page.getByRole('button', { name: 'Войти' }).click()
    }
    await enter('wrong password')
    await page.getByRole('alert').filter({ hasText: 'Пароль неверен' }).waitFor()
    await accessible(t, page, 'login')
    await enter('correct horse')
    await page.getByText('Всё в порядке').waitFor()
    await page.getByRole('button', { name: 'Выйти' }).click()
    await page.getByRole('heading', { name: 'Вход' }).waitFor()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const refused = page.waitForResponse('**/api/login')
      await enter('wrong password')
      await refused
    }
    await enter('correct horse')
    await page.getByRole('alert').filter({ hasText: 'Подождите' }).waitFor()
  })

const weight = (folder: string) =>
  t.test('the first paint weighs little', async (t) => {
    let bytes = 0
    for (const name of ['index.html', 'app.js', 'app.css', 'icon.svg']) {
      bytes += gzipSync(await readFile(join(folder, name))).length
    }
    t.ok(bytes < 100_000, `${bytes} bytes compressed`)
  })

const missing = await browserMissing()
if (missing === undefined) await all()
else t.pass('the page in a browser', { skip: missing })
