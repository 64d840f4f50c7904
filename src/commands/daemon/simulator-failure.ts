import { OperatorError } from '../../base/operator-error.ts'
import { startFailure } from './start-failure.ts'

/** Why a simulated register could not be started, for the person who started it. */
export function simulatorFailure(failure: unknown): unknown {
  const { code, port } = failure as NodeJS.ErrnoException & { readonly port?: number }
  if (code !== 'EADDRINUSE') return startFailure(failure)
  return new OperatorError(
    `Порт ${port} занят другой программой. Остановите её или укажите другой порт: --tcp, --control`,
    { cause: failure },
  )
}
