import { useEffect, useState } from 'preact/hooks'

export interface Route {
  /** `receipt`, `register` …; empty for the overview. */
  readonly page: string
  readonly id: string
  readonly query: URLSearchParams
}

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?')
  const [page = '', id = ''] = path.split('/')
  return { page, id: decodeURIComponent(id), query: new URLSearchParams(query) }
}

/** Where the page is: the part of the address after `#`. */
export function useRoute(): Route {
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const follow = (): void => setRoute(read())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}

/** Address of a page, with the parameters that say something. */
export function hrefOf(page: string, id = '', parameters: Readonly<Record<string, string>> = {}): string {
  const said = Object.entries(parameters).filter(([, value]) => value !== '')
  const query = new URLSearchParams(said).toString()
  return `#/${page}${id === '' ? '' : `/${encodeURIComponent(id)}`}${query === '' ? '' : `?${query}`}`
}
