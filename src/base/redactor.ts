/** Shorter secrets would blot out half of every text. */
const shortestSecret = 4
const hidden = '***'

/** A function that blots every secret out of a text, as it is and percent-encoded. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length)
  return (text) => forms.reduce((clean, secret) => clean.replaceAll(secret, hidden), text)
}
