import { readdir } from 'node:fs/promises'
import t from 'tap'
import { spawnProgram } from '../../../bridge-process.ts'

t.test('shows a receipt from PRINT to the paper, and leaves nothing behind', async (t) => {
  const temporary = t.testdir({})
  const words = ['demo']
  const { code, stdout, stderr } = await spawnProgram({ entry: 'src', words, env: { TMPDIR: temporary } }).finished
  t.equal(code, 0)
  t.equal(stderr, '')
  t.match(stdout, /PRINT: чек принят, UUID [0-9A-Z]{26}\nCHECK: DONE/)
  t.match(stdout, /КАССОВЫЙ ЧЕК[\s\S]*Творог 9%, весовой[\s\S]*ИТОГ +=1161\.30/)
  t.match(stdout, /Фискальный документ \(ФД\) +\d+\n +Фискальный признак \(ФП\) +\d+/)
  t.match(stdout, /Мост слушал: для Битрикс24 http:\/\/127\.0\.0\.1:\d+, для оператора http:\/\/127\.0\.0\.1:\d+/)
  t.same(
    (await readdir(temporary)).filter((name) => name.startsWith('fiscal-bridge')),
    [],
  )
})
