// Before any module: zod must not try to compile code, which the page's policy refuses and reports. In a module it would come too late, after the chunks that hold zod.
globalThis.__zod_globalConfig = { jitless: true }
