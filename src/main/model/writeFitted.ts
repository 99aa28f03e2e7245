import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from '#shared/model.ts'
import type { Fit } from '#main/compute/index.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import { ancestorsFileName, fittedFilmsFileName, splitFileName } from './fileNames.ts'
import { filmsIn, writeFilms } from './filmTables.ts'
import { loadModel } from './loadModel.ts'
import { sealModel } from './manifest.ts'
import { writeOnnxModel } from './onnxModel.ts'
import { writeModel } from './writeModel.ts'

/** Biases of what is said of a film, by network with and without places; the teacher's and student's move along. */
const biases = {
  places: ['film.bias'],
  label: ['classifier.bias', 'teacher.classifier.bias', 'student.classifier.bias'],
}

/**
 * Writes a whole model that says what another says, with its log-odds stretched and shifted: by the temperature and the
 * biases alone, so that evidence and findings move with it. Throws `model-invalid` or `disk-full`.
 */
export async function writeFitted(directory: string, fit: Fit, outputDirectory: string): Promise<ModelCard> {
  const { card, parameters } = await loadModel(directory)
  const { slope, offset, at, figures } = fit.fitted
  const temperature = card.temperature / slope
  const shift = offset * temperature
  const shifted = (tensor: HostTensor): HostTensor => ({
    dims: tensor.dims,
    // Class 0 is 'No fracture'.
    data: tensor.data.map((value, label) => value + (label > 0 ? shift : 0)),
  })
  const moved = biases[card.network.places ? 'places' : 'label'].map(
    (name) => [name, shifted(parameters[name])] as const,
  )
  const written = await writeModel(
    outputDirectory,
    { ...parameters, ...Object.fromEntries(moved) },
    {
      ...card,
      id: fit.id,
      name: fit.name,
      createdAt: at,
      programVersion: fit.programVersion,
      temperature,
      operatingPoints: fit.points,
      metrics: { validation: figures.after, holdout: figures.after },
      fitted: fit.fitted,
    },
  )
  for (const table of [splitFileName, ancestorsFileName]) await copyTable(table, directory, outputDirectory)
  // What was fitted before shows in calibration and points still.
  const before = (await filmsIn(directory, fittedFilmsFileName)) ?? []
  await writeFilms(outputDirectory, fittedFilmsFileName, new Set([...before, ...fit.films]))
  await writeOnnxModel(outputDirectory)
  await sealModel(outputDirectory)
  return written
}

/** Which films the network learned from is the same; the bundled model does not say. */
async function copyTable(name: string, from: string, to: string): Promise<void> {
  const table = await readFile(join(from, name)).catch(() => undefined)
  if (table) await writeFile(join(to, name), table, { mode: 0o600 })
}
