/** Answers for addresses and methods that are not there. */
import type { Request, Response } from 'express'
import { ProblemError } from './problems.ts'

/** RFC 9110 §15.5.6: a 405 names what would have been understood. */
export const methodUnknown =
  (allow: string) =>
  (request: Request, response: Response): void => {
    response.set('Allow', allow)
    if (request.method === 'OPTIONS') {
      response.status(204).end()
      return
    }
    throw new ProblemError(
      'method-unknown',
      `${request.method} is not known at this address; known are ${allow}.`,
    )
  }

export const routeUnknown = (): never => {
  throw new ProblemError('route-unknown', 'Nothing is at this address. Check it.')
}
