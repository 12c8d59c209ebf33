/** Reads squid.conf: one directive a line, `include` followed, a backslash at the end joins two lines. */
import { type Files, folderOf, isPattern, joined } from '../files.ts'
import type { Statement } from '../statement.ts'

const DEEPEST_INCLUDE = 10

export function readSquid(
  name: string,
  text: string,
  files: Files,
  trail: readonly string[] = [name],
): readonly Statement[] {
  const found: Statement[] = []
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1
    const first = lines[index] as string
    let content = first.replace(/\r$/, '')
    while (content.endsWith('\\') && index + 1 < lines.length) {
      index += 1
      content = `${content.slice(0, -1)} ${(lines[index] as string).trim()}`
    }
    const words = content
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
    const [directive = '', ...args] = words
    if (directive === '') continue
    const column = first.length - first.trimStart().length + 1
    if (directive === 'include') found.push(...included(args, files, trail))
    else found.push({ name: directive, args, at: { file: name, line, column } })
  }
  return found
}

const included = (paths: readonly string[], files: Files, trail: readonly string[]): readonly Statement[] =>
  paths
    .map((path) => joined(folderOf(trail[0] as string), path))
    .flatMap((path) => (isPattern(path) ? files.matching(path) : [path]))
    .flatMap((path) => {
      const text = trail.includes(path) || trail.length > DEEPEST_INCLUDE ? undefined : files.read(path)
      return text === undefined ? [] : readSquid(path, text, files, [...trail, path])
    })
