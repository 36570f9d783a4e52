/** The JSON Schema that editors use, made from the schema that the parser uses. */
import { z } from 'zod'
import { runbookSchema } from './schema.ts'

/** JSON Schema, draft 7 (what YAML language servers know best). */
export function runbookJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(runbookSchema, { target: 'draft-7', reused: 'inline', io: 'input' })
  return { $schema, title: 'A Runthrough runbook', ...rest }
}

/** The text of `runbooks/runbook.schema.json`. */
export function runbookJsonSchemaText(): string {
  return `${JSON.stringify(runbookJsonSchema(), null, 2)}\n`
}
