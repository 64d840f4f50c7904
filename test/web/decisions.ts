import t from 'tap'
import { accessible } from './accessible.ts'
import { type Open, phone } from './page-stand.ts'

/** Rehearsals of what a person decides on the page. */
export const unresolved = (open: Open) =>
  t.test('an unresolved receipt is decided', { buffered: true }, async (t) => {
    const stand = await open(t, { hurry: 4 })
    await stand.hands({ fault: 'unplug@92x3' })
    const uuid = await stand.sell({ check: 7 })
    const page = await stand.page()
    await page.getByText('Ждёт решения', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Решить' }).click()
    await page.getByText('не появилось ни одного документа').waitFor()
    await accessible(t, page, 'decision')
    await page.getByRole('button', { name: 'Чек не напечатан' }).click()
    const dialog = page.getByRole('dialog')
    t.match(await dialog.textContent(), /1\s161,30\s₽ станет отказом/, 'it repeats what will happen')
    await accessible(t, page, 'confirmation')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Чек не напечатан' }).press('Enter')
    await dialog.getByLabel('Кто решает').fill('Петрова, старший кассир')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('отклонён', { exact: true }).waitFor()
    await page.locator('.person').getByText('Петрова, старший кассир').waitFor()
    t.match(await stand.check(uuid), { STATUS: 'ERROR' })
    t.equal(await stand.receipts(), 0)
  })

export const held = (open: Open) =>
  t.test('a held receipt is compared with the one before it', { buffered: true }, async (t) => {
    const stand = await open(t)
    await stand.sell({ check: 1, goods: 'Чай' })
    const uuid = await stand.sell({ check: 2, goods: 'Чай' })
    const page = await stand.page('/', phone)
    await page.getByText('задержан', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Решить' }).click()
    await page.getByText('Такой же чек, пришедший раньше').waitFor()
    await page.getByText('принадлежит чеку № 1').waitFor()
    await accessible(t, page, 'held receipt')
    await page.getByRole('button', { name: 'Это тот же чек, не печатать' }).click()
    await page.getByRole('dialog').getByLabel('Кто решает').fill('Петрова')
    await page.getByRole('button', { name: 'Подтвердить' }).click()
    await page.getByText('второе имя', { exact: true }).waitFor()
    t.match(await stand.check(uuid), { STATUS: 'DONE' }, 'with the attributes of the first')
    t.equal(await stand.receipts(), 1)
  })

export const soldSince = (open: Open) =>
  t.test('a refused receipt that was sold as another since is held, and told so', { buffered: true }, async (t) => {
    const stand = await open(t)
    const decide = async (button: string): Promise<void> => {
      await page.getByRole('button', { name: button }).click()
      await page.getByRole('dialog').getByLabel('Кто решает').fill('Петрова')
      await page.getByRole('button', { name: 'Подтвердить' }).click()
      await page.getByText('отклонён', { exact: true }).waitFor()
    }
    await stand.hands({ paper: 'out' })
    const uuid = await stand.sell({ check: 1, goods: 'Чай' })
    const page = await stand.page(`/#/receipt/${uuid}`)
    await decide('Отменить чек')
    t.match(await stand.check(uuid), { STATUS: 'ERROR' })
    await stand.hands({ paper: 'present' })
    await stand.check(await stand.sell({ check: 2, goods: 'Чай' }))
    await stand.sell({ check: 1, goods: 'Чай' })
    await page.getByText('его товар после отказа продан другим чеком').first().waitFor()
    await page.getByText('выйдет второй документ').waitFor()
    const other = page.getByRole('region', { name: 'Чек, которым это продано с тех пор' })
    await other.getByRole('link', { name: '№ 2' }).waitFor()
    await accessible(t, page, 'receipt that was sold since')
    for (const name of ['Напечатать', 'Это тот же чек, не печатать']) {
      t.equal(await page.getByRole('button', { name, exact: true }).count(), 1, name)
    }
    await decide('Не печатать, отказать')
    t.equal(await stand.receipts(), 1)
  })

export const unheard = (open: Open) =>
  t.test('a receipt that Bitrix24 does not ask about is settled', { buffered: true }, async (t) => {
    const stand = await open(t)
    const uuid = await stand.sell({ check: 11 })
    const page = await stand.page(`/#/receipt/${uuid}`)
    await page.getByText('зарегистрирован', { exact: true }).waitFor()
    const wait = page.getByRole('button', { name: 'Больше не ждать Битрикс24' })
    t.equal(await wait.count(), 0, 'not as long as it may still ask')
    await stand.stop()
    await stand.age(uuid)
    await stand.start()
    await wait.click()
    await page.getByRole('dialog').getByLabel('Кто решает').fill('Петрова')
    await accessible(t, page, 'no longer waiting')
    await page.getByRole('button', { name: 'Подтвердить' }).click()
    await page.locator('.person').getByText('Петрова').waitFor()
    await wait.waitFor({ state: 'detached' })
    t.match(await stand.check(uuid), { STATUS: 'DONE' })
  })
