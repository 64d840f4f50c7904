import type { Settlement } from '../../../drivers/ffd/receipt.ts'
import type { Attributes, DecisionOf, Word } from '../../record/decision.ts'
import { words } from '../texts/words.ts'

const digits = (form: FormData, name: string): string => String(form.get(name) ?? '').replace(/\s/g, '')

/** What a person typed from the paper; undefined when it cannot be right. */
export function attributesOf(form: FormData): Attributes | undefined {
  const fn = digits(form, 'fn')
  const registrationNumber = digits(form, 'rnm')
  const sign = digits(form, 'fpd')
  const number = Number(digits(form, 'fd'))
  const shift = Number(digits(form, 'shift'))
  const receiptNumber = Number(digits(form, 'number'))
  const at = Math.floor(Date.parse(String(form.get('at') ?? '')) / 1000)
  const numbers = [number, shift, receiptNumber, at]
  const right =
    /^\d{16}$/.test(fn) &&
    /^\d{16}$/.test(registrationNumber) &&
    /^\d{1,10}$/.test(sign) &&
    numbers.every((one) => Number.isSafeInteger(one) && one > 0)
  if (!right) return undefined
  const known = { fn, number, sign, registrationNumber, shift, receiptNumber, at }
  if (form.get('total') === null) return known
  const total = rubles(String(form.get('total')))
  return total === undefined ? undefined : { ...known, total, settlement: form.get('settlement') as Settlement }
}

/** `42.50` of what a person writes as `42`, `42,5` or `1 042,50`; undefined when it is no sum. */
function rubles(text: string): string | undefined {
  const match = /^(\d{1,10})(?:[.,](\d{1,2}))?$/.exec(text.replace(/\s/g, ''))
  return match === null ? undefined : `${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`
}

/** Fields for the attributes that stand on the paper or in the OFD's cabinet; `forgotten`: of a receipt of which only the name is left. */
export function AttestFields({ forgotten }: { readonly forgotten: boolean }) {
  const { receipt, decide, fields: names, settlements } = words()
  const fields: readonly (readonly [string, string])[] = [
    ['fn', receipt.fn],
    ['fd', receipt.fd],
    ['fpd', receipt.fpd],
    ['rnm', receipt.rnm],
    ['shift', receipt.shift],
    ['number', receipt.number],
  ]
  return (
    <div class="fields">
      {fields.map(([name, label]) => (
        <label key={name}>
          {label}
          <input name={name} required inputMode="numeric" pattern="[0-9 ]{1,20}" />
        </label>
      ))}
      <label>
        {decide.form.at}
        <input name="at" type="datetime-local" required />
      </label>
      {forgotten && (
        <>
          <label>
            {names.kind}
            <select name="settlement">
              {Object.entries(settlements).map(([settlement, name]) => (
                <option key={settlement} value={settlement}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {names.sum}
            <input name="total" required inputMode="decimal" pattern="[0-9 ]{1,12}([.,][0-9]{1,2})?" />
          </label>
        </>
      )}
    </div>
  )
}

/** What the person vouches for. */
export const wordOf = (form: FormData): Word => (form.get('gone') === null ? 'attested' : 'gone')

export const cancelOf = (form: FormData): DecisionOf<'cancel'> =>
  wordOf(form) === 'gone' ? { kind: 'cancel', word: 'gone' } : { kind: 'cancel' }

/** While the register merely does not answer, only this word lets a decision through that it could contradict. */
export function GoneField() {
  return (
    <label>
      <input type="checkbox" name="gone" /> {words().decide.form.gone}
    </label>
  )
}
