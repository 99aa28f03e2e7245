import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Settings } from '#main/app/settings/settings.ts'
import { Library } from '#main/library/index.ts'
import { ModelRegistry } from '#main/registry/index.ts'
import type { Random } from '#main/network/random.ts'
import { writeBarFilms } from '../../test/support/barFilms.ts'
import { writeEmptyModel } from '../../test/support/emptyModel.ts'
import { newFolder } from '../../test/support/folder.ts'
import { writeTestModel } from '../../test/support/testModel.ts'
import { child, type Attempt, type Found } from './attempt.ts'

const counted = (lost: number, inconsistent: number): Found => ({ lost, inconsistent })

/** Kills a child some time after it first spoke, and answers with what it had said. */
async function killed(script: string, words: string[], after: number): Promise<string[]> {
  const { child: other, ended, said } = child(script, ...words)
  await Promise.race([new Promise((resolve) => other.stdout.once('data', resolve)), ended])
  await Promise.race([sleep(after), ended])
  other.kill('SIGKILL')
  await ended
  return said()
}

/** A host is killed while it keeps what a reader says; all that it acknowledged is there afterwards. */
export const killedHost: Attempt = async (folder, random) => {
  const [home, film] = [join(folder, 'home'), join(folder, 'film')]
  await writeFile(film, 'film')
  const said = await killed('hostChild.ts', [home, film], random.below(300))
  const last = (what: string): number =>
    Number(said.findLast((line) => line.startsWith(what))?.slice(what.length) ?? -1)
  let library: Library | undefined
  try {
    library = new Library(join(home, 'library.sqlite'))
    const fingerprint = createHash('sha256').update('film').digest('hex')
    const frames = new Set(library.marks(fingerprint, 'plain').map(({ frame }) => frame))
    const [annotation] = library.annotations(fingerprint)
    let lost = 0
    for (let frame = 0; frame <= last('review '); frame++) if (!frames.has(frame)) lost += 1
    if (Number(annotation?.text ?? -1) < last('annotation ')) lost += 1
    const settings = new Settings(join(home, 'settings.json'))
    const round = last('setting ')
    // The change after the last acknowledged one may have come to be.
    const mayBeNext = last('annotation ') > round
    if (round >= 0 && !mayBeNext && settings.values.anonymous !== (round % 2 === 0)) lost += 1
    return counted(lost, Number(library.problem !== undefined || settings.state().problem !== undefined))
  } finally {
    library?.close()
  }
}

/** A program is killed while it files, chooses, exports and deletes models. */
export const killedModels: Attempt = async (folder, random) => {
  const [models, scratch] = [join(folder, 'models'), join(folder, 'scratch')]
  await mkdir(models)
  await mkdir(scratch)
  await writeEmptyModel(join(scratch, 'starter'), 'starter')
  const said = await killed('modelChild.ts', [models, scratch], random.below(250))
  const of = (what: string): string[] =>
    said.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1))
  const registry = new ModelRegistry({ models, starter: join(scratch, 'starter') })
  await registry.clearDeleted()
  const { models: there, damaged } = await registry.versions()
  const ids = new Set(there.map(({ id }) => id))
  const going = new Set(of('removing'))
  let lost = 0
  for (const id of of('added')) if (!going.has(id) && !ids.has(id)) lost += 1
  let wrong = damaged.length
  for (const id of of('removed')) if (ids.has(id)) wrong += 1
  for (const name of await readdir(models)) if (name.startsWith('.deleted-')) wrong += 1
  const active = await registry.activeId()
  const lastActive = of('active').at(-1)
  if (lastActive !== undefined && active !== lastActive && active !== of('added').at(-1)) lost += 1
  for (const id of of('exported')) if (!existsSync(join(scratch, `${id}.zip`))) lost += 1
  // A file that has its name is whole: it ends with the end of an archive's directory.
  for (const name of await readdir(scratch)) {
    if (name.endsWith('.zip') && !(await readFile(join(scratch, name))).subarray(-22).includes('PK\x05\x06')) wrong += 1
  }
  return counted(lost, wrong)
}

/** Films and a starting model, and what a training that nobody disturbs makes of them; made once. */
let trained: Promise<{ folder: string; weights: Buffer }> | undefined

async function undisturbed(): Promise<{ folder: string; weights: Buffer }> {
  const folder = await newFolder()
  await writeTestModel(join(folder, 'start'), { id: 'start' })
  await writeBarFilms(join(folder, 'films'), 20)
  return { folder, weights: await trainedFrom(folder, join(folder, 'run'), join(folder, 'whole')) }
}

async function trainedFrom(folder: string, run: string, output: string): Promise<Buffer> {
  const { ended, said } = child('trainChild.ts', folder, run, output)
  await ended
  if (said().at(-1) !== 'done') throw new Error('The training did not come to its end.')
  return readFile(join(output, 'model.safetensors'))
}

/** A training is killed between two steps and gone on with: the same weights, byte by byte. */
export const killedTraining: Attempt = async (folder, random: Random) => {
  const whole = await (trained ??= undisturbed())
  const [run, output] = [join(folder, 'run'), join(folder, 'model')]
  for (let kill = 0; kill < 2; kill++) {
    await killed('trainChild.ts', [whole.folder, run, output], random.below(1500))
    await rm(output, { recursive: true, force: true })
  }
  if (!existsSync(run)) return counted(0, 0)
  const weights = await trainedFrom(whole.folder, run, output)
  return counted(Number(!weights.equals(whole.weights)), 0)
}
