/** What the operating system's refusals of a file mean for the person who named it, in Russian. */
const texts: Readonly<Record<string, (where: string) => string>> = {
  EACCES: (where) => `Нет прав на ${where}. Запустите команду от имени владельца или через sudo.`,
  EIO: (where) => `Диск не читается или не пишется (${where}). Проверьте его.`,
  EISDIR: (where) => `${where} — папка, а нужен файл.`,
  ENOENT: (where) => `Нет файла или папки ${where}. Проверьте путь.`,
  ENOSPC: (where) => `На диске нет места (${where}). Освободите его и повторите.`,
  ENOTDIR: (where) => `В пути ${where} вместо папки стоит файл. Проверьте путь.`,
  EPERM: (where) => `Система не разрешает трогать ${where}. Запустите команду от имени владельца или через sudo.`,
  EROFS: (where) => `Диск доступен только для чтения (${where}). Укажите другое место.`,
}

/** Undefined for what is no refusal of a file. */
export function fileFailureText(failure: unknown): string | undefined {
  if (!(failure instanceof Error)) return undefined
  const { code = '', path, dest, syscall } = failure as NodeJS.ErrnoException & { readonly dest?: string }
  return texts[code]?.(dest ?? path ?? syscall ?? 'файл')
}
