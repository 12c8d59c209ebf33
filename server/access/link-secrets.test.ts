import { describe, expect, test } from 'vitest'
import { editSecret, isSecret, newLinks, readSecret, renewedRead, rightOf, without } from './link-secrets.ts'

const EDIT = editSecret(new Uint8Array(16).fill(7))
const OTHER = editSecret(new Uint8Array(16).fill(8))

describe('the secrets of links', () => {
  test('[AC3] each secret opens what it was made for, and nothing else opens anything', () => {
    const links = newLinks(EDIT, 1)
    expect(rightOf(links, EDIT)).toBe('edit')
    expect(rightOf(links, readSecret(EDIT, 0))).toBe('read')
    const strange = [OTHER, readSecret(OTHER, 0), readSecret(EDIT, 1), '', `${EDIT}A`, EDIT.slice(1)]
    for (const secret of [...strange, links.edit?.hash ?? '']) expect(rightOf(links, secret)).toBeUndefined()
    expect(rightOf(undefined, EDIT)).toBeUndefined()
    expect(rightOf({ renewals: 0 }, EDIT)).toBeUndefined()
  })

  test('[AC5] what is kept holds no secret, and a reader cannot make the edit link of it', () => {
    const kept = JSON.stringify(newLinks(EDIT, 1))
    expect(kept).not.toContain(EDIT)
    expect(kept).not.toContain(readSecret(EDIT, 0))
    expect(isSecret(EDIT)).toBe(true)
    expect(new Set([EDIT, readSecret(EDIT, 0), readSecret(EDIT, 1), readSecret(OTHER, 0)]).size).toBe(4)
  })

  test('[AC6] renewing the read-only link leaves the edit link; switching one off leaves the other', () => {
    const first = newLinks(EDIT, 1)
    const second = renewedRead(first, EDIT, 2)
    expect(rightOf(second, EDIT)).toBe('edit')
    expect(rightOf(second, readSecret(EDIT, 0))).toBeUndefined()
    expect(rightOf(second, readSecret(EDIT, 1))).toBe('read')
    expect(second.edit?.madeAt).toBe(1)
    expect(rightOf(without(second, 'edit'), EDIT)).toBeUndefined()
    expect(rightOf(without(second, 'edit'), readSecret(EDIT, 1))).toBe('read')
    expect(rightOf(without(second, 'read'), EDIT)).toBe('edit')
    expect(rightOf(without(second, 'read'), readSecret(EDIT, 1))).toBeUndefined()
    // Switched on again it is another one than before.
    expect(readSecret(EDIT, renewedRead(without(second, 'read'), EDIT, 3).renewals)).toBe(readSecret(EDIT, 2))
  })
})
