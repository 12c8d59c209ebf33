/**
 * Reads what a request carries — path, query, JSON body — into values the routes can trust, and says exactly
 * what was wrong when it cannot. Refuses to know pads beyond the shape of their ids.
 */
import type { Request } from 'express'
import { isPadId } from '../../protocol/pad-id.ts'
import { ProblemError } from './problems.ts'

export function padIdOf(request: Request): string {
  const id = request.params.padId
  if (typeof id === 'string' && isPadId(id)) return id
  throw new ProblemError(
    'pad-id-invalid',
    'The address names no pad: an id is 1–128 characters of A-Z a-z 0-9 _ -. Check the address.',
  )
}

/** One query parameter, given at most once. */
export function queryText(request: Request, name: string, maxLength: number): string | undefined {
  const value: unknown = request.query[name]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.length <= maxLength) return value
  throw new ProblemError(
    'parameter-invalid',
    `${name} must be given once, with at most ${maxLength} characters.`,
  )
}

export function queryNumber(
  request: Request,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = queryText(request, name, 20)
  if (text === undefined) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new ProblemError('parameter-invalid', `${name} must be a whole number from ${min} to ${max}.`)
}

/** The members of a JSON object, all of them texts and all of them known. */
export function textMembers<Name extends string>(
  request: Request,
  names: readonly Name[],
): { readonly [member in Name]?: string } {
  const body: unknown = request.body
  if (!request.is('application/json')) {
    // Also keeps plain HTML forms of other sites out: they cannot send this type without asking first.
    throw new ProblemError('media-type-unknown', 'Send the body as application/json.')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ProblemError('body-invalid', `The body must be a JSON object with ${names.join(', ')}.`)
  }
  const members: { [member in Name]?: string } = {}
  for (const [name, value] of Object.entries(body)) {
    const known = names.find((candidate) => candidate === name)
    if (known === undefined || typeof value !== 'string') {
      const fault = known === undefined ? 'is not known here' : 'must be a text'
      throw new ProblemError(
        'body-invalid',
        `${JSON.stringify(name.slice(0, 40))} ${fault}; known are ${names.join(', ')}.`,
      )
    }
    members[known] = value
  }
  return members
}
