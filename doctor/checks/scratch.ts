/**
 * What the doctor leaves behind while it looks: pads of its own, under names nobody else has. They are removed at
 * the end, and what could not be removed is said. Knows of pads only how one asks for their removal.
 */

export interface Scratch {
  /** A room was written to, or may come into being. */
  wrote(room: string): void
  /** Removes everything; answers with what there was and what stayed. */
  clear(remove: (room: string) => Promise<boolean>): Promise<Left>
}

export interface Left {
  readonly removed: readonly string[]
  readonly stayed: readonly string[]
}

export function createScratch(): Scratch {
  const written = new Set<string>()
  return {
    wrote: (room) => void written.add(room),
    clear: async (remove) => {
      const rooms = [...written]
      const gone = await Promise.all(rooms.map(remove))
      return {
        removed: rooms.filter((_room, index) => gone[index]),
        stayed: rooms.filter((_room, index) => !gone[index]),
      }
    },
  }
}
