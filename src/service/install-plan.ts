/** One step of an installation. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove'; readonly path: string }
  | {
      readonly kind: 'run'
      readonly words: readonly [program: string, ...args: string[]]
      /** Whether the machine may be without it, or refuse it: a container has no udev, an account may be gone. */
      readonly optional?: true
      /** What makes its words a defect although it ends with 0: systemd-analyze verify does so after warnings. */
      readonly defect?: RegExp
    }

/** Files of the package that go to the machine, by their place in its `systemd` folder. */
export const installedFiles = {
  'fiscal-bridge.service': '/etc/systemd/system/fiscal-bridge.service',
  'fiscal-bridge.socket': '/etc/systemd/system/fiscal-bridge.socket',
  'fiscal-bridge-tunnel@.service': '/etc/systemd/system/fiscal-bridge-tunnel@.service',
  '60-fiscal-bridge.rules': '/etc/udev/rules.d/60-fiscal-bridge.rules',
} as const

export type InstalledFile = keyof typeof installedFiles

/** The account of the daemon unless another one is named, and that of the tunnel, which may read nothing of the daemon's. */
export const accounts = { daemon: 'fiscal-bridge', tunnel: 'fiscal-bridge-tunnel' } as const

/** Where the units expect the program. */
export const programPath = '/opt/fiscal-bridge/bin/fiscal-bridge'
export const folders = {
  settings: '/etc/fiscal-bridge',
  tunnel: '/etc/fiscal-bridge-tunnel',
  data: '/var/lib/fiscal-bridge',
} as const

const accountsPath = '/etc/sysusers.d/fiscal-bridge.conf'

const accountsText = (
  account: string,
): string => `# Accounts of fiscal-bridge and of its tunnel; dialout may open serial ports.
u ${account} - "Fiscal bridge" ${folders.data}
u ${accounts.tunnel} - "Fiscal bridge tunnel" -
m ${account} dialout
`

/** The unit for another account; that account's own group goes with it. */
const forAccount = (unit: string, account: string): string =>
  account === accounts.daemon
    ? unit
    : unit.replace(`User=${accounts.daemon}\n`, `User=${account}\n`).replace(`Group=${accounts.daemon}\n`, '')

const folderFor = (account: string, path: string): Step => ({
  kind: 'run',
  words: ['install', '-d', '-m', '0700', '-o', account, path],
})

const isUnit = (path: string): boolean => path.startsWith('/etc/systemd/')

const reload: readonly Step[] = [
  { kind: 'run', words: ['systemctl', 'daemon-reload'] },
  { kind: 'run', words: ['udevadm', 'control', '--reload'], optional: true },
  { kind: 'run', words: ['udevadm', 'trigger', '--subsystem-match=tty'], optional: true },
]

/** Everything that `install` does, in order. `texts`: the package's own files; `account`: whom the daemon runs as. */
export function installSteps(texts: Readonly<Record<InstalledFile, string>>, account: string): Step[] {
  const names = Object.keys(installedFiles) as InstalledFile[]
  const paths = names.map((name) => installedFiles[name])
  return [
    { kind: 'run', words: ['install', '-d', '-m', '0755', '/etc/sysusers.d', '/etc/udev/rules.d'] },
    { kind: 'write', path: accountsPath, text: accountsText(account) },
    ...names.map(
      (name): Step => ({ kind: 'write', path: installedFiles[name], text: forAccount(texts[name], account) }),
    ),
    // What others may read is for them to see: files of this process are its owner's alone otherwise.
    { kind: 'run', words: ['chmod', '0644', accountsPath, ...paths] },
    { kind: 'run', words: ['systemd-sysusers', accountsPath] },
    folderFor(account, folders.settings),
    folderFor(account, folders.data),
    folderFor(accounts.tunnel, folders.tunnel),
    { kind: 'run', words: ['systemd-analyze', 'verify', '--man=no', ...paths.filter(isUnit)], defect: /fiscal-bridge/ },
    ...reload,
  ]
}

/** Everything that `uninstall` does. Settings, data and accounts stay. */
export function uninstallSteps(): Step[] {
  return [
    {
      kind: 'run',
      words: ['systemctl', 'disable', '--now', 'fiscal-bridge.service', 'fiscal-bridge.socket'],
      optional: true,
    },
    // stop takes a pattern for the tunnels that run, disable a template for all that are enabled.
    { kind: 'run', words: ['systemctl', 'stop', 'fiscal-bridge-tunnel@*.service'], optional: true },
    { kind: 'run', words: ['systemctl', 'disable', 'fiscal-bridge-tunnel@.service'], optional: true },
    ...[...Object.values(installedFiles), accountsPath].map((path): Step => ({ kind: 'remove', path })),
    ...reload,
  ]
}
