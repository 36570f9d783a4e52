/** One suite for every transport: what the contract promises does not depend on the road. */
import { describe } from 'vitest'
import { describeErrors } from './parts/errors.ts'
import { describeFrames } from './parts/frames.ts'
import { describeRoles } from './parts/roles.ts'
import { describeService } from './parts/service.ts'
import { describeSlowReaders } from './parts/slowReaders.ts'
import { describeStreams } from './parts/streams.ts'
import type { OpenRoad } from './road.ts'

export interface TransportFacts {
  /** It can hold frames back, so `connectSlow` is there. */
  readonly slowReaders: boolean
}

/** Call it in a test file of the transport. */
export function describeContract(name: string, openRoad: OpenRoad, facts: TransportFacts): void {
  describe(`the contract over ${name}`, () => {
    describeFrames(openRoad)
    describeRoles(openRoad)
    describeErrors(openRoad)
    describeStreams(openRoad)
    describeService(openRoad)
    if (facts.slowReaders) describeSlowReaders(openRoad)
  })
}
