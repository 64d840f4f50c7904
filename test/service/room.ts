import { spawnSync } from 'node:child_process'

const overlaid = ['etc', 'home', 'opt', 'usr', 'var']

/** Where a program in its room may write without leaving a trace: in memory. */
export const roomFolder = '/mnt'

/**
 * Runs the present program again in a room of its own and ends with its status: whatever it changes in the machine's folders lands
 * in memory, and every process that it starts ends with it. The machine stays as it was, and each run finds the same one.
 * Returns inside the room. For root on Linux.
 */
export function enterRoom(): void {
  if (process.env['IN_ROOM'] === '1') return
  const script = [
    'set -eu',
    `started=$PWD; mount -t tmpfs tmpfs ${roomFolder}; cd ${roomFolder}`,
    ...overlaid.map(
      (name) =>
        `mkdir ${name} ${name}.work; mount -t overlay overlay -o lowerdir=/${name},upperdir=${name},workdir=${name}.work /${name}`,
    ),
    'cd "$started"; exec "$@"',
  ].join('\n')
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  const own = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc']
  const { status } = spawnSync('unshare', [...own, 'bash', '-c', script, 'room', ...again], {
    stdio: 'inherit',
    env: { ...process.env, IN_ROOM: '1' },
  })
  process.exit(status ?? 1)
}
