import t from 'tap'
import { OperatorError } from '../../../../src/base/operator-error.ts'
import { startFailure } from '../../../../src/commands/daemon/start-failure.ts'
import { CorruptFile } from '../../../../src/store/durable-json.ts'

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
