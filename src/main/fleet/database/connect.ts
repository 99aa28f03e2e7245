import pg from 'pg'
import { ProblemError } from '#shared/problem.ts'
import { databaseProblem } from './databaseProblem.ts'

/** What runs a statement: the pool or one transaction. */
export type Queryable = {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<pg.QueryResult<Row>>
}

export type Database = Queryable & {
  /** Commits when the work resolves, rolls back when it rejects. */
  transaction<T>(work: (within: Queryable) => Promise<T>): Promise<T>
  end(): Promise<void>
}

/** A transaction of a process that was stopped holds its locks for so long at most. */
const idleTransactionMs = 60_000
const connectMs = 10_000

/**
 * Whether something says which database: a URL, or the variables that PostgreSQL's own tools read. A password and TLS
 * come by them as well (`sslmode`, `sslrootcert`, PGPASSWORD, PGPASSFILE, PGSSLMODE …).
 */
export function isDatabaseNamed(url: string | undefined, environment: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(url || environment.PGHOST || environment.PGDATABASE)
}

/**
 * Up to `most` connections, opened when they are needed. Throws 'wrong-use' where nothing says which database; whether
 * it answers is found out by the first statement, which rejects with a `ProblemError`.
 */
export function openDatabase(url: string | undefined, most = 4): Database {
  if (!isDatabaseNamed(url)) throw new ProblemError('fleet-database-unnamed')
  let pool: pg.Pool
  try {
    pool = new pg.Pool({
      ...(url ? { connectionString: url } : {}),
      max: most,
      application_name: 'fractureguard',
      idle_in_transaction_session_timeout: idleTransactionMs,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
    })
  } catch (thrown) {
    throw databaseProblem(thrown)
  }
  // Of idle connections, such as when the server restarts: the pool opens new ones.
  pool.on('error', () => undefined)
  return { ...told(pool), transaction: (work) => transactionOf(pool, work), end: () => pool.end() }
}

/** Statements whose errors are problems. */
function told(runs: Pick<pg.Pool | pg.PoolClient, 'query'>): Queryable {
  return {
    query: async (text, values) => {
      try {
        return await runs.query(text, values as unknown[])
      } catch (thrown) {
        throw databaseProblem(thrown)
      }
    },
  }
}

async function transactionOf<T>(pool: pg.Pool, work: (within: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((thrown: unknown) => {
    throw databaseProblem(thrown)
  })
  // A connection that is lost between two statements says so here as well; the next statement rejects with the same.
  const heard = (): void => undefined
  client.on('error', heard)
  const within = told(client)
  let failed: Error | undefined
  try {
    await within.query('begin')
    const result = await work(within)
    await within.query('commit')
    return result
  } catch (thrown) {
    await client.query('rollback').catch((cause: Error) => (failed = cause))
    throw thrown
  } finally {
    client.off('error', heard)
    client.release(failed)
  }
}
