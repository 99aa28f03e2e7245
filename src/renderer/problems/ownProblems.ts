import type { Problem } from '#shared/problem.ts'

/** What the page itself has to tell, in the form in which the program tells of problems. */
export const ownProblems = {
  internal: {
    code: 'internal',
    message: 'Something unexpected went wrong inside the program; its log has the details.',
  },
  connection: { code: 'interrupted', message: 'The connection to the program was lost before the answer came.' },
  forgotten: {
    code: 'not-found',
    message: 'The program was started again and no longer has this file open. Open it once more.',
  },
} as const satisfies Record<string, Problem>
