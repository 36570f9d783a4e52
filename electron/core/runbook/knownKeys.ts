/** Which keys a place in the file may have, read off the schema: for "did you mean". */
import type { z } from 'zod'
import { runbookSchema } from './schema.ts'
import { STEP_SCHEMAS } from './schemaSteps.ts'
import { child, scalar, type Path, type Tree } from './tree.ts'

type Schema = z.core.$ZodType

/** The keys known at a path of this file; of a step, those of its kind (of all kinds where that is unknown). */
export function knownKeys(root: Tree, path: Path): ReadonlySet<string> {
  let schemas = unwrap(runbookSchema, root)
  let tree: Tree | undefined = root
  for (const key of path) {
    tree = child(tree, key)
    const here: Tree | undefined = tree
    schemas = schemas.flatMap((schema) => inside(schema, String(key))).flatMap((schema) => unwrap(schema, here))
  }
  return new Set(schemas.flatMap((schema) => Object.keys(def(schema)['shape'] ?? {})))
}

/** The kinds of step that have this key. */
export function kindsWith(key: string): readonly string[] {
  return Object.entries(STEP_SCHEMAS).flatMap(([kind, { shape }]) => (Object.hasOwn(shape, key) ? [kind] : []))
}

function def(schema: Schema): Record<string, unknown> {
  return schema._zod.def as unknown as Record<string, unknown>
}

/** Looks through optional and unions; a step's union is narrowed by its kind. */
function unwrap(schema: Schema, tree: Tree | undefined): Schema[] {
  const { innerType, options, discriminator } = def(schema)
  if (innerType) return unwrap(innerType as Schema, tree)
  if (!options) return [schema]
  const kind = discriminator === 'kind' ? scalar(child(tree, 'kind')) : undefined
  if (typeof kind === 'string' && Object.hasOwn(STEP_SCHEMAS, kind)) return [STEP_SCHEMAS[kind as keyof typeof STEP_SCHEMAS]]
  return (options as Schema[]).flatMap((option) => unwrap(option, tree))
}

function inside(schema: Schema, key: string): Schema[] {
  const { shape, element, valueType } = def(schema) as { shape?: Record<string, Schema>; element?: Schema; valueType?: Schema }
  const next = element ?? valueType ?? (shape && Object.hasOwn(shape, key) ? shape[key] : undefined)
  return next ? [next] : []
}
