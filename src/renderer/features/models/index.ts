/** The versions of the model: their cards, what is done with them, and comparing two. */
export { default as ModelCardFacts } from './card/ModelCardFacts.vue'
export { default as ModelDialog } from './card/ModelDialog.vue'
export { bonesTested, fewestFilms, mayBeChance, sharesByVerdict, shareNear } from './card/meaning.ts'
export { useCardsStore } from './card/cards.ts'
export { default as ChanceDialog } from './panel/ChanceDialog.vue'
export { default as ModelsPanel } from './panel/ModelsPanel.vue'
export { useModelsStore } from './state/models.ts'
