/** Writes runbooks/runbook.schema.json (what editors check runbooks with). Build first: npx tsc -b electron/core/runbook */
import { writeFileSync } from 'node:fs'
import { runbookJsonSchemaText } from '../../out/core/runbook/jsonSchema.js'

const target = new URL('../../runbooks/runbook.schema.json', import.meta.url)
writeFileSync(target, runbookJsonSchemaText())
console.log(`wrote ${target.pathname}`)
