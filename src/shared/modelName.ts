import { dataOfThisPlace, type ModelCard } from './model.ts'

type Named = Pick<ModelCard, 'name' | 'data' | 'createdAt'>

const andFitted = ', fitted to '

/** What a model is called that was fitted to films and given no name. */
export function fittedName({ name }: Pick<ModelCard, 'name'>, films: number): string {
  return `${name}${andFitted}${films} films`
}

/**
 * Whether a model has the name of the folder of its films, since it was given none; fitted, and fitted again, it has
 * that name still. The folder may be called after a patient.
 */
export function hasFolderName({ name, data }: Pick<Named, 'name' | 'data'>): boolean {
  if (data.credit !== dataOfThisPlace.credit) return false
  return name === data.name || name.startsWith(`${data.name}${andFitted}`)
}

/** A model's name for others: a folder's stays here. */
export function sharedName(card: Named): string {
  return hasFolderName(card) ? `Model of ${card.createdAt.slice(0, 10)}` : card.name
}
