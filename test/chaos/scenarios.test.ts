import t from 'tap'
import { runScenario, scenarios } from './scenarios.ts'

// Seconds on a quiet machine.
t.setTimeout(180_000)

for (const name of Object.keys(scenarios)) {
  t.test(name, async (t) => {
    const { violations, history } = await runScenario(name)
    t.same(violations, [], history.join('\n'))
  })
}
