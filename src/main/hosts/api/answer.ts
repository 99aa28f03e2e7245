import { ProblemError, toProblem, type Problem, type ProblemCode } from '#shared/problem.ts'

/** What a request is answered with. */
export type Answer = { status: number; headers?: Record<string, string>; body: string | Uint8Array }

/** HTTP status of each code: 4xx is the caller's to mend, 5xx is not. */
const statuses: Record<ProblemCode, number> = {
  'not-found': 404,
  'not-readable': 422,
  'not-an-image': 422,
  'no-pixel-data': 422,
  truncated: 422,
  malformed: 422,
  'unsupported-format': 422,
  'unsupported-transfer-syntax': 422,
  'too-large': 413,
  'frame-out-of-range': 404,
  'time-limit': 422,
  'file-changed': 500,
  'model-not-found': 404,
  'model-invalid': 500,
  'engine-unavailable': 503,
  'engine-failed': 503,
  'compute-crashed': 503,
  'tool-missing': 500,
  'no-network': 500,
  'hash-mismatch': 500,
  'dataset-invalid': 422,
  'not-enough-data': 422,
  diverged: 500,
  'disk-full': 507,
  'not-writable': 500,
  'read-only': 500,
  'in-use': 503,
  cancelled: 503,
  interrupted: 503,
  'wrong-use': 400,
  'not-authorised': 401,
  'not-allowed': 403,
  'too-many-requests': 429,
  internal: 500,
}

/** Those of `wrong-use` for which HTTP has a status of its own. */
const ownStatuses: Partial<Record<string, number>> = {
  'api-address-unknown': 404,
  'api-method-not-allowed': 405,
  'api-media-type': 415,
  'api-body-slow': 408,
}

export const problemType = 'application/problem+json'

/** A problem after RFC 9457: `code` is stable, `detail` is for people. */
export function problemBody(problem: Problem, status: number): object {
  const { id, code, message, where } = problem
  return {
    type: 'about:blank',
    title: code.replaceAll('-', ' '),
    status,
    detail: message,
    code,
    ...(id === undefined ? {} : { id }),
    ...(where === undefined ? {} : { where }),
  }
}

export function problemAnswer(thrown: unknown, headers: Record<string, string> = {}): Answer {
  const problem = toProblem(thrown instanceof ProblemError ? thrown : new ProblemError('unexpected', { cause: thrown }))
  const status = ownStatuses[problem.id ?? ''] ?? statuses[problem.code]
  return {
    status,
    headers: {
      'content-type': problemType,
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="FractureGuard"' } : {}),
      ...headers,
    },
    body: `${JSON.stringify(problemBody(problem, status))}\n`,
  }
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` }
}
