/** Times one checkout for `compare.ts`, which starts it with the checkout's folder and sends it one file at a time. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Header only; the stored values of the first frame; the grey film of the first frame. */
export const works = ['header', 'stored', 'film'] as const
export type Work = (typeof works)[number]
export type Asked = { path: string; work: Work }
/** `seconds`: processor time of one run; undefined where the file does not open. */
export type Timed = { seconds: number | undefined; transferSyntax: string }

/** Short work is repeated up to this time, so that the clock's steps do not count. */
const leastSeconds = 0.004

type OpenStudy = {
  withStudy<T>(
    path: string,
    use: (study: Record<Work, (frame: number) => Promise<{ transferSyntax?: string }>>) => Promise<T>,
  ): Promise<T>
}

async function timesOf(checkout: string): Promise<(asked: Asked) => Promise<Timed>> {
  const { withStudy } = (await import(pathToFileURL(join(checkout, 'src/main/study/openStudy.ts')).href)) as OpenStudy
  return async ({ path, work }) => {
    try {
      const { transferSyntax = 'no DICOM' } = await withStudy(path, (study) => study.header(0))
      const start = process.cpuUsage()
      let runs = 0
      let seconds = 0
      do {
        await withStudy(path, (study) => study[work](0))
        runs++
        const { user, system } = process.cpuUsage(start)
        seconds = (user + system) / 1e6
      } while (seconds < leastSeconds)
      return { seconds: seconds / runs, transferSyntax }
    } catch {
      return { seconds: undefined, transferSyntax: '' }
    }
  }
}

const [checkout] = process.argv.slice(2)
if (process.send && checkout !== undefined) {
  const times = timesOf(checkout)
  process.on('message', (asked: Asked) => {
    void times.then(async (of) => process.send!(await of(asked)))
  })
}
