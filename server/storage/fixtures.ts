/** Small things that tests of storage share: a record, text as bytes and back, the code of a refusal. */
import { type PadRecord, StorageError, type StorageErrorCode } from './storage.ts'

export const padRecord = (id: string, more: Partial<PadRecord> = {}): PadRecord => ({
  id,
  generation: `g-${id}`,
  title: `Title of ${id}`,
  createdAt: 1000,
  updatedAt: 1000,
  ...more,
})

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (update: Uint8Array | undefined): string => new TextDecoder().decode(update)

export const refusal = async (attempt: Promise<unknown>): Promise<StorageErrorCode | 'none'> => {
  try {
    await attempt
    return 'none'
  } catch (error) {
    if (error instanceof StorageError) return error.code
    throw error
  }
}
