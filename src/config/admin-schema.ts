/** Settings of the listener for operators beside its address. */
import Type from 'typebox'

const closed = { additionalProperties: false } as const
const FileName = (description: string, example: string) =>
  Type.String({ minLength: 1, description, examples: [example] })

const TlsSection = Type.Object(
  {
    cert: FileName('файл сертификата (PEM)', 'admin.crt'),
    key: FileName('файл ключа (PEM), права 0600', 'admin.key'),
  },
  { ...closed, description: 'сертификат и ключ', examples: [{ cert: 'admin.crt', key: 'admin.key' }] },
)

/** What the admin listener has beside its address. */
export const adminAccess = {
  password: Type.Optional(
    Type.String({
      minLength: 8,
      maxLength: 256,
      description: 'пароль страницы оператора от 8 символов или его хеш scrypt$…',
      examples: ['scrypt$16384$8$1$…'],
    }),
  ),
  passwordFile: Type.Optional(FileName('файл с паролем страницы, права 0600', 'admin-password.txt')),
  tls: Type.Optional(TlsSection),
  insecure: Type.Optional(
    Type.Boolean({
      description: 'true: открыть страницу в сеть без TLS, понимая, что пароль виден в ней',
      examples: [true],
    }),
  ),
}
export const AdminAccess = Type.Object(adminAccess)
export type AdminAccess = Type.Static<typeof AdminAccess>
