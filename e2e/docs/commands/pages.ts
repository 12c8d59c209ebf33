/** The pages that people read, and their command blocks. The catalogue's own pages show files, not commands. */
import { files, text } from '../../house/sources.ts'
import { type CommandBlock, commandBlocks } from './blocks.ts'

export const pages = (): readonly string[] =>
  files().filter((file) => file.endsWith('.md') && !/^proxy-configs\/(faults|myths)\//.test(file))

export const blocksOf = (page: string): readonly CommandBlock[] => commandBlocks(page, text(page))

/** A page in another language shows what this one shows, to the letter; undefined for a page that is the first. */
export const originalOf = (page: string): string | undefined =>
  /\.zh\.md$/.test(page) ? page.replace(/\.zh\.md$/, '.md') : undefined

/** The blocks of a page that are run on a stage, each with the functions that were typed above it. */
export function runnable(page: string): readonly (CommandBlock & { readonly stage: string })[] {
  const definitions: string[] = []
  return blocksOf(page).flatMap((block) => {
    if (block.stage === undefined) return []
    const commands = [...definitions, block.commands].join('\n')
    if (/^\w+\(\) \{/m.test(block.commands)) definitions.push(block.commands)
    return [{ ...block, commands, stage: block.stage }]
  })
}
