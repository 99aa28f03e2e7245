import { ProblemError } from '#shared/problem.ts'

/** SQLSTATE classes and codes, PostgreSQL documentation, appendix A. */
const outageClasses = ['08', '57P', '53']
const refused = ['28000', '28P01', '3D000']
const noRights = '42501'
const notPrepared = ['3F000', '42P01']
const socketErrors = /^(E[A-Z]{3,})$/
const lostConnection = /connection terminated|connection ended|timeout exceeded when trying to connect|not queryable/i

/** What the driver threw, as a problem; what is none of the database stays as it is. */
export function databaseProblem(thrown: unknown): unknown {
  if (thrown instanceof ProblemError) return thrown
  const { code = '', message = '' } = thrown as { code?: string; message?: string }
  const circumstances = { cause: thrown }
  if (refused.includes(code)) return new ProblemError('fleet-database-refused', circumstances)
  if (code === noRights) return new ProblemError('fleet-rights-missing', circumstances)
  if (notPrepared.includes(code)) return new ProblemError('fleet-not-prepared', circumstances)
  const isOutage =
    outageClasses.some((start) => code.startsWith(start)) || socketErrors.test(code) || lostConnection.test(message)
  if (isOutage) return new ProblemError('fleet-database-silent', circumstances)
  if (/cert|self-signed|SSL|TLS/i.test(`${code} ${message}`))
    return new ProblemError('fleet-database-not-trusted', circumstances)
  if (/^[0-9A-Z]{5}$/.test(code)) return new ProblemError('fleet-database-failed', { state: code }, circumstances)
  if (/invalid url/i.test(message)) return new ProblemError('fleet-database-unnamed', circumstances)
  return thrown
}

/** Whether the same may go well later: the server restarts, or the network is away. */
export function isOutage(thrown: unknown): boolean {
  return thrown instanceof ProblemError && thrown.id === 'fleet-database-silent'
}
