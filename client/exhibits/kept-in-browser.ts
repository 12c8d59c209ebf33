/** When what y-indexeddb was told to keep is in the browser's storage: the moment its users call "saved". */

/** y-indexeddb's own store of updates. */
const UPDATES = 'updates'

/**
 * Resolves when every write begun before is complete: a transaction on the same store starts after them
 * (Indexed Database API 3.0, §2.7.2, transaction scheduling).
 */
export const afterWrites = (db: IDBDatabase): Promise<void> =>
  new Promise((resolve) => {
    const look = db.transaction(UPDATES, 'readonly')
    look.objectStore(UPDATES).count()
    look.oncomplete = () => resolve()
  })
