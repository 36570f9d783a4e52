/** What a step executes: `run: { command | http }`. */
import { z } from 'zod'
import { looseText, oneOf, positiveDuration, say, text } from './schemaScalars.ts'

const status = z.number().int().min(100).max(599)

const expectations = z
  .strictObject({
    status: z.union([status, z.array(status).min(1)], say('wrong-type', 'must be an HTTP status or a list of them', 'write 200 or [200, 204]')).optional(),
    json: z.record(z.string().regex(/^(\/.*)?$/s, say('wrong-type', 'is not a JSON pointer', 'start it with `/`, as in /items/0/state')), z.unknown()).optional(),
    header: z.record(text, text).optional(),
    latency: positiveDuration.optional(),
  })
  .meta({ id: 'expectations', description: 'What the answer must be. JSON: pointer → value; headers: name → RE2 pattern.' })

export const METHODS = ['get', 'post', 'put', 'delete'] as const

const http = z
  .strictObject({
    get: text.optional(),
    post: text.optional(),
    put: text.optional(),
    delete: text.optional(),
    headers: z.record(text, looseText).optional(),
    body: z.string().optional(),
    expect: expectations.optional(),
  })
  .meta({ id: 'http', ...oneOf(...METHODS) })

export const run = z
  .strictObject({
    command: z
      .union([z.array(looseText).min(1), text], say('wrong-type', 'must be a list: the program and its arguments', 'write ["node", "script.mjs", "--flag"]'))
      .meta({ description: 'The program and its arguments; one text only with shell: true.' })
      .optional(),
    cwd: text.optional(),
    env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, say('bad-id', 'is not the name of an environment variable', 'letters, digits and underscores')), looseText).optional(),
    shell: z.boolean().optional(),
    'ok-codes': z.array(z.number().int().min(0).max(255)).min(1).optional(),
    files: z.array(text).optional(),
    http: http.optional(),
  })
  .meta({ id: 'run', ...oneOf('command', 'http') })

export type RawRun = z.infer<typeof run>
