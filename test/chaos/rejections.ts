/** What a real daemon would have died of: in a world it is a violation. One watcher at a time. */
let watcher: ((error: unknown) => void) | undefined

process.on('unhandledRejection', (error) => {
  if (watcher === undefined) throw error
  watcher(error)
})

/** Hands errors without an owner to `report` until the returned function is called. */
export function watchRejections(report: (error: unknown) => void): () => void {
  watcher = report
  return () => {
    if (watcher === report) watcher = undefined
  }
}
