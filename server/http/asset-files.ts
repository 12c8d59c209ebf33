/**
 * The files of the built browser app. Their names carry a hash of their content, so a browser may keep them for
 * good (RFC 8246); of the forms that the build compressed, the one is sent that the browser asks for (RFC 9110
 * §12.5.3), with an ETag and a length of its own. Refuses to compress anything itself.
 */
import { readdirSync } from 'node:fs'
import { extname } from 'node:path'
import express, { type NextFunction, type Request, type Response } from 'express'

/** In the order of preference among those a browser likes equally well. */
const SUFFIXES: Readonly<Record<string, string>> = { br: '.br', gzip: '.gz' }
const COMPRESSED = /\.(br|gz)$/

/** `folder` is the one that is named in addresses; it is read once, as the manifest is. */
export function createAssetFiles(folder: string) {
  const present = new Set(readdirSync(folder, { recursive: true }).map((name) => `/${name}`))
  const files = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response) => response.setHeader('Cache-Control', 'public, max-age=31536000, immutable'),
  })
  return (request: Request, response: Response, next: NextFunction): void => {
    const { path } = request
    // Each is another form of a file and no file of its own.
    if (COMPRESSED.test(path)) {
      next()
      return
    }
    const forms = Object.keys(SUFFIXES).filter((form) => present.has(path + SUFFIXES[form]))
    if (forms.length > 0) {
      response.vary('Accept-Encoding')
      const form = bestForm(forms, request.get('Accept-Encoding') ?? '')
      if (form !== undefined) {
        response.set('Content-Encoding', form).type(extname(path))
        request.url = path + SUFFIXES[form]
      }
    }
    files(request, response, next)
  }
}

/** Of the forms the one that is wanted most, the first of those wanted equally; undefined when none is wanted. */
function bestForm(forms: readonly string[], header: string): string | undefined {
  const wanted = new Map(
    header.split(',').map((member) => {
      const [name = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return [name, quality === undefined ? 1 : Number(quality.slice(2)) || 0] as const
    }),
  )
  const qualityOf = (form: string) => wanted.get(form) ?? wanted.get('*') ?? 0
  return forms
    .filter((form) => qualityOf(form) > 0)
    .reduce<string | undefined>(
      (best, form) => (best === undefined || qualityOf(form) > qualityOf(best) ? form : best),
      undefined,
    )
}
