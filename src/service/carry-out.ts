import type { Files } from '../../drivers/files.ts'
import { OperatorError } from '../base/operator-error.ts'
import type { Step } from './install-plan.ts'
import type { RunProgram } from './run-program.ts'

export interface Tools {
  readonly files: Files
  readonly run: RunProgram
  /** Tells the person one line. */
  readonly say: (line: string) => void
}

async function runStep(step: Extract<Step, { kind: 'run' }>, { run, say }: Tools): Promise<void> {
  const { words, optional = false, defect } = step
  const { code, stdout, stderr } = await run(words)
  const said = `${stdout}${stderr}`.trim()
  if (code === 0 && !(defect?.test(said) ?? false)) {
    say(`готово: ${words.join(' ')}`)
    return
  }
  const what = `${words.join(' ')} (код ${code})${said === '' ? '' : `:\n${said}`}`
  if (!optional) throw new OperatorError(`Не удалось: ${what}`)
  say(`пропущено: ${what}`)
}

/** Carries the steps out, in order. Throws OperatorError at the first that fails; doing all again is harmless. */
export async function carryOut(steps: readonly Step[], tools: Tools): Promise<void> {
  const { files, say } = tools
  for (const step of steps) {
    switch (step.kind) {
      case 'write':
        await files.writeFile(step.path, step.text, true)
        say(`записан ${step.path}`)
        break
      case 'remove':
        await files.remove(step.path)
        say(`удалён ${step.path}`)
        break
      case 'run':
        await runStep(step, tools)
        break
    }
  }
}

function describeStep(step: Step): string {
  switch (step.kind) {
    case 'write':
      return `# ${step.path}\n${step.text.trimEnd()}\n`
    case 'remove':
      return `$ rm -f ${step.path}`
    case 'run':
      return `$ ${step.words.join(' ')}`
  }
}

/** The steps as a person would do them: commands, and files with their text. */
export const describe = (steps: readonly Step[]): string => steps.map(describeStep).join('\n')
