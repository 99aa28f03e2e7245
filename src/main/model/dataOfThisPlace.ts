/** What the card of a model says of the films that it was trained on here. */
export const dataOfThisPlace = {
  credit: 'Films of this place',
  licence: 'As the owner of the films says',
  /** In an exported model, instead of the name of their folder. */
  exportedName: 'Films of the place that trained it',
} as const
