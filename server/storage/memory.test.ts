import { storageAcceptance } from './acceptance.ts'
import { createMemoryStorage } from './memory.ts'

storageAcceptance('memory', async () => ({ storage: createMemoryStorage() }), { canFail: false })
