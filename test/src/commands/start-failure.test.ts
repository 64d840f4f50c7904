import t from 'tap'
import { startFailure } from '../../../src/commands/start-failure.ts'
import { OperatorError } from '../../../src/operator-error.ts'
import { CorruptFile } from '../../../src/store/durable-json.ts'

t.test('a damaged file of the data folder: what it means, and what to do', async (t) => {
  const textOf = (name: string): string => {
    const failure = startFailure(new CorruptFile(`/data/${name}`, new SyntaxError()))
    return failure instanceof OperatorError ? failure.message : ''
  }
  for (const name of ['claims.json', 'sequence.json']) {
    t.match(textOf(name), new RegExp(`^Файл /data/${name} повреждён.*fiscal-bridge restore\\. Если копии нет`))
  }
  t.match(textOf('install.json'), /fiscal-bridge restore\.$/, 'nothing goes on without the key')
})
