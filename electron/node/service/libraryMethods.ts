/** What goes into the library and out of it, and the settings that say where it looks. */
import type { Service } from '../../contract/service.ts'
import { browse } from './browse.ts'
import type { Library } from './library.ts'
import type { SettingsStore } from './settings.ts'

type Methods = Pick<Service['methods'], 'library.open' | 'library.forget' | 'library.browse' | 'settings.read' | 'settings.write'>

export function libraryMethods(library: Library, settings: SettingsStore): Methods {
  return {
    'library.open': ({ path }) => ({ file: library.open(path) }),
    'library.forget'({ file }) {
      library.forget(file)
      return {}
    },
    'library.browse': ({ folder }) => browse(folder),
    'settings.read': () => settings.read(),
    'settings.write': (change) => settings.write(change),
  }
}
