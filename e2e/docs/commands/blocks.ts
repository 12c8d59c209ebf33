/**
 * The command blocks of a Markdown page as a test sees them: what is typed, on which stage it is run, and what the
 * page says comes back. A stage is named in a comment above the block, which no reader sees:
 *
 *     <!-- run: nginx-upgrade-headers-missing -->
 *
 * and a `text` block right below is the answer. Refuses to know how anything is run.
 */
export interface CommandBlock {
  readonly page: string
  /** Line of the opening fence, from 1. */
  readonly line: number
  readonly commands: string
  /** Undefined where the page does not have it run. */
  readonly stage: string | undefined
  /** What the page says comes back; undefined where it says nothing. */
  readonly answer: string | undefined
}

const FENCE = /^(?:<!-- run: ([^>]+?) -->\n)?( *)```([a-z]*)\n([\s\S]*?)^\2```$/gm
const SHELL = /^(sh|bash|shell|console)$/
/** A block without a language is one of commands when it begins like one. */
const TYPED =
  /^(?:[A-Z_]+=\S+ +)*(?:npx|npm|node|curl|docker|git|nginx|apachectl|systemctl|sudo|squid|haproxy|caddy|a2enmod|useradd|tar|ss|kill) /

export function commandBlocks(page: string, markdown: string): readonly CommandBlock[] {
  const fences = [...markdown.matchAll(FENCE)]
  return fences.flatMap((fence, index) => {
    const [all, stage, indent = '', language = '', inside = ''] = fence
    const commands = unindent(inside, indent)
    if (!(SHELL.test(language) || (language === '' && TYPED.test(commands)))) return []
    const next = fences[index + 1]
    const between = next && markdown.slice(fence.index + all.length, next.index)
    const answered = next !== undefined && between?.trim() === '' && next[3] === 'text'
    const before = markdown.slice(0, fence.index + all.indexOf('```'))
    return [
      {
        page,
        line: before.split('\n').length,
        commands,
        stage,
        answer: answered ? unindent(next[4] as string, next[2] ?? '') : undefined,
      },
    ]
  })
}

const unindent = (text: string, indent: string): string => text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')

/** The words that are typed, one command a line, without comments and without what a line goes on with. */
export const typed = (commands: string): readonly string[] =>
  commands
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')

/**
 * Whether what came back is what the page says. `…` alone on a line stands for any number of lines, inside a line
 * for anything; spaces at the end of a line do not count.
 */
export function answers(said: string, came: string): boolean {
  const lines = trimmed(said).split('\n')
  const pattern = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\n)*?' : `${line.split('…').map(escaped).join('.*')}\n`,
  )
  return new RegExp(`^${pattern.join('')}$`).test(`${trimmed(came)}\n`)
}

const trimmed = (text: string): string =>
  text
    .replaceAll('\r', '')
    .replaceAll(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
