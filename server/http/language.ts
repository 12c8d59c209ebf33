/** In which language a page answers a request; knows no page. The rule is the browser app's, too. */
import type { Request } from 'express'
import type { Words } from '../../protocol/words/en.ts'
import { acceptedLanguages, wordsFor } from '../../protocol/words/languages.ts'

/** Says in the answer, too, that it depends on the language that was asked for (RFC 9110 §12.5.5). */
export function wordsOf(request: Request): Words {
  request.res?.vary('Accept-Language')
  return wordsFor(acceptedLanguages(request.headers['accept-language']))
}
