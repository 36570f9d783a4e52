/** The same cases on every machine; `FC_SEED=123 npm test` tries others. */
import * as fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_123) })
