/** From a program's bytes to what may be kept and shown: clean, then redact, then cap lines. The order matters: an escape sequence must not hide a secret, a cut must not split one. */
import { createCleaner } from './clean.ts'
import { createLineCap } from './lineCap.ts'
import { createRedactor } from './redact.ts'

export interface Pipeline {
  write(bytes: Uint8Array): string
  end(): string
}

export function createPipeline(secrets: readonly string[]): Pipeline {
  const cleaner = createCleaner()
  const redactor = createRedactor(secrets)
  const cap = createLineCap()
  return {
    write: (bytes) => cap.write(redactor.write(cleaner.write(bytes))),
    end: () => cap.write(redactor.write(cleaner.end()) + redactor.end()),
  }
}
