/** The way to the program: its calls, whether it can be reached, and what becomes of a call that fails. */
export { useAppStore } from './app.ts'
export { useAttempt } from './attempt.ts'
export { heldKey, takeKey } from './browserKey.ts'
export { connect } from './connect.ts'
export { toFailure, type Failure } from './failure.ts'
export { handOver } from './handOver.ts'
export { setConnection, useConnection } from './session.ts'
