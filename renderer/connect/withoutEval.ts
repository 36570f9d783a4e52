/** Before any module of the contract: zod must not try to compile code, which the page's policy refuses (and reports). */
import { z } from 'zod'

z.config({ jitless: true })
