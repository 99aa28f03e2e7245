import type { ModelCard } from '#shared/model.ts'
import { sharedName } from '#shared/modelName.ts'
import type { AboutOnnx } from '#main/engines/onnx/about.ts'
import { findingRule } from './findingRule.ts'
import { preprocessing } from './preprocessing.ts'

/**
 * What a model's `.onnx` file says of itself, so that it can be used without the card. It names no film, no folder and no
 * column of this place; the classes' names go along, without which a model means nothing.
 */
export function aboutModel(card: ModelCard): AboutOnnx {
  const { temperature, operatingPoints, network, classNames, weights, data, familiarity, orientation } = card
  const { places, inputSize } = network
  const side = inputSize / 32
  const grid = `${side} x ${side}`
  const c = classNames.length
  return {
    producerVersion: card.programVersion,
    text: [
      `${sharedName(card)}: reads one X-ray film for fractures. ${card.intendedUse}`,
      `Licence of the training films: ${data.licence}. Credit: ${data.credit}`,
      'metadata_props has what is needed to use it: preprocessing, classes, operating_points, temperature.',
    ].join('\n'),
    values: {
      film: `batch x 1 x ${inputSize} x ${inputSize}, float32, greys from 0 (black) to 1 (white), made as metadata_props preprocessing says.`,
      probability: 'batch x 1, 0 to 1: calibrated probability of a fracture. The temperature is applied already.',
      classProbabilities: `batch x ${c}, 0 to 1, sum 1: calibrated, in the order of metadata_props classes.`,
      findings: `batch x 1 x ${grid}, 0 to 1: at each place of 32 x 32 input pixels the probability that the film would have if its highest places were all like it. metadata_props finding_rule says how boxes are made of it.`,
      fused: `batch x ${c}: logits. softmax(fused / temperature) is classProbabilities.`,
      teacher: `batch x ${c}: logits by the teacher branch alone.`,
      student: `batch x ${c}: logits by the student branch alone.`,
      gates: `batch x ${network.experts} x ${grid}, sum over axis 1 is 1: share of each expert at each place.`,
      pooled:
        'batch x channels: standardised features averaged over the film, for metadata_props familiarity and orientation.',
      evidence: `batch x ${c} x ${grid}: what each place adds to the logits; its mean plus a constant is fused.`,
      places: `batch x ${c} x ${grid}: logits behind findings, before the temperature.`,
    },
    properties: {
      format: 'fractureguard-onnx-1',
      name: sharedName(card),
      classes: JSON.stringify(classNames),
      preprocessing: JSON.stringify(preprocessing(network)),
      temperature: String(temperature),
      operating_points: JSON.stringify(operatingPoints),
      ...(places ? { finding_rule: JSON.stringify(findingRule(inputSize)) } : {}),
      ...(familiarity ? { familiarity: JSON.stringify(familiarity) } : {}),
      ...(orientation ? { orientation: JSON.stringify(orientation) } : {}),
      licence: data.licence,
      credit: data.credit,
      intended_use: card.intendedUse,
      weights_sha256: weights.sha256,
      created_at: card.createdAt,
    },
  }
}
