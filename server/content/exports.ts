/**
 * The formats a pad can be taken away in: one table, so that the route, the file name and the documents agree.
 * Knows how each is made from the bytes of a pad's state; refuses to know HTTP.
 */
import { renderHtmlDocument } from './html.ts'
import { renderMarkdown } from './markdown.ts'
import { renderText } from './text.ts'
import { readUpdate } from './tree.ts'

/** A pad's state and what is known of it beside the document. */
export interface ExportSource {
  readonly padId: string
  readonly generation: string
  readonly sequence: number
  readonly update: Uint8Array
}

interface ExportFormat {
  readonly mediaType: string
  readonly extension: string
  render(source: ExportSource): string | Uint8Array
}

export const EXPORT_FORMATS: Readonly<Record<string, ExportFormat>> = {
  html: {
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    render: ({ update }) => {
      const { title, root } = readUpdate(update)
      return renderHtmlDocument(title, root)
    },
  },
  md: {
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
    render: ({ update }) => renderMarkdown(readUpdate(update).root),
  },
  txt: {
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    render: ({ update }) => renderText(readUpdate(update).root),
  },
  json: {
    mediaType: 'application/json; charset=utf-8',
    extension: 'json',
    render: ({ padId, generation, sequence, update }) => {
      const { title, root } = readUpdate(update)
      return `${JSON.stringify({ id: padId, generation, sequence, title, document: root }, null, 2)}\n`
    },
  },
  // The bytes as they are: nothing is decoded, so nothing can be lost.
  yjs: { mediaType: 'application/octet-stream', extension: 'yjs', render: ({ update }) => update },
}
