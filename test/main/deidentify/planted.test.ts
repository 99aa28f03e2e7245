import fc from 'fast-check'
import { expect, it } from 'vitest'
import dictionary from '@iwharris/dicom-data-dictionary'
import { deidentified } from '../../support/deidentified.ts'
import type { DicomElement } from '../../support/dicomWriter.ts'
import { holds, person, plantedFilm } from '../../support/plantedPatient.ts'

/** The words of the planted patient in every form in which a file may hold them. */
const forms = [person.family, person.given, person.id, person.born].flatMap((word) => [
  Buffer.from(word),
  Buffer.from(word.toUpperCase()),
  Buffer.from(word.toLowerCase()),
  Buffer.from(word, 'utf16le'),
  Buffer.from(word, 'utf16le').swap16(),
])

const texts = ['AE', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'LT', 'PN', 'SH', 'ST', 'TM', 'UC', 'UI', 'UR', 'UT', 'AS']
const binary = ['OB', 'OW', 'UN', 'OF', 'OD', 'OL', 'US', 'SS', 'UL', 'SL', 'FL', 'FD', 'AT']

/** Attributes without which the film could not be read, and the charset, which says how a name is to be read. */
const needed = /^0028(0002|0004|0006|0008|001[01]|010[0123]|3000|3010)$|^7fe0|^0008(0005|0016)$|^5200/

const tags = Object.values(dictionary.elements as Record<string, { tag: string }>)
  .map(({ tag }) => tag.replaceAll(/[(),]/g, '').toLowerCase())
  .filter((tag) => /^[0-9a-f]{8}$/.test(tag) && tag >= '00080000' && tag < '7fe0' && !needed.test(tag))

const form = fc.constantFrom(...forms)
/** A value with the name in it, and something before and behind. */
const value = fc
  .tuple(fc.constantFrom('', ' ', '\\', '^'), form, fc.constantFrom('', ' ', '\\', '^x'))
  .map(([before, word, behind]) => new Uint8Array(Buffer.concat([Buffer.from(before), word, Buffer.from(behind)])))
const privateTag = fc.integer({ min: 0, max: 0x2f }).map((group) => ((0x0009 + 2 * group) << 16) | 0x1010)
const leaf: fc.Arbitrary<DicomElement> = fc.record({
  tag: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...tags).map((tag) => Number.parseInt(tag, 16)) },
    { weight: 1, arbitrary: privateTag },
  ),
  vr: fc.constantFrom(...texts, ...binary),
  value,
})
const elements = fc.letrec<{ item: DicomElement[]; element: DicomElement }>((tie) => ({
  item: fc.array(tie('element'), { maxLength: 4 }),
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      tag: fc.constantFrom(
        0x00081140,
        0x00082112,
        0x00400275,
        0x00082218,
        0x00283010,
        0x00091011,
        0x00081032,
        0x00101002,
      ),
      vr: fc.constantFrom('SQ'),
      value: fc.array(tie('item'), { maxLength: 2 }).map((items) => items.map(unique)),
      undefinedLength: fc.boolean(),
    }),
  ),
}))

const unique = (list: readonly DicomElement[]): DicomElement[] => [
  ...new Map(list.map((element) => [element.tag, element])).values(),
]

it(
  'leaves a planted name nowhere in the file, whatever tag, VR or sequence holds it',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(elements.element, { maxLength: 24 }),
        fc.boolean(),
        fc.boolean(),
        async (found, retainDevice, shiftDates) => {
          // With the option the table keeps names of devices, whatever they are; here they are kept as they are searched.
          const made = await deidentified(plantedFilm(unique(found)), { retainDevice, shiftDates })
          expect(holds(made.bytes)).toBe(false)
          for (const one of forms) expect(Buffer.from(made.bytes).includes(one), one.toString('hex')).toBe(false)
        },
      ),
      { seed: 20_241, numRuns: 150 },
    )
  },
)

it('finds the names of other alphabets in what it keeps', async () => {
  const name = 'Wałęsa^Zoë=山田^太郎'
  const film = plantedFilm([
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' },
    { tag: 0x00100010, vr: 'PN', value: name },
    { tag: 0x00080070, vr: 'LO', value: 'Wałęsa works' },
    { tag: 0x00081090, vr: 'LO', value: 'model 太郎' },
    { tag: 0x00181020, vr: 'LO', value: '7.1' },
  ])
  const { bytes, dataSet } = await deidentified(film)
  for (const word of ['Wałęsa', 'Zoë', '山田', '太郎']) expect(Buffer.from(bytes).includes(word), word).toBe(false)
  expect(dataSet.string('x00181020')?.trim()).toBe('7.1')
})

/** What a film of this name keeps of a text. */
async function keptOf(name: string, text: string): Promise<string> {
  const film = plantedFilm([
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' },
    { tag: 0x00100010, vr: 'PN', value: name },
    { tag: 0x00081090, vr: 'LO', value: text },
  ])
  const { dataSet } = await deidentified(film)
  return Buffer.from(dataSet.string('x00081090') ?? '', 'latin1')
    .toString('utf8')
    .trim()
}

it.each([
  ['Li^Ming=李^明', '李明 左手'],
  ['Li^Ming=李^明', '左手李明'],
  ['Li^Ming=李^明', '左手 李 明'],
  ['王小明', '王小明左腕'],
  ['Yamada^Taro=山田^太郎=やまだ^たろう', '山田太郎の左手'],
  ['Yamada^Taro=山田^太郎=やまだ^たろう', '太郎さんの手'],
  ['Yamada^Taro=山田^太郎=やまだ^たろう', 'やまだの左手'],
  ['Kim^Cheolsu=김^철수', '김철수 손목'],
  ['Kim^Cheolsu=김^철수', '손목철수'],
  ['Lee^Ann', 'LeeAnn hand'],
  ['Lee^Ann', 'Hand of AnnLee'],
])('finds the name %s in what is written without spaces: %s', async (name, text) => {
  expect(await keptOf(name, text)).toBe('')
})

it.each([
  ['Li^Ming=李^明', '左手 明日'],
  ['Lee^Ann', 'Channel 7'],
  ['C^T', 'CT scanner'],
])('keeps what holds no whole name of %s: %s', async (name, text) => {
  expect(await keptOf(name, text)).toBe(text)
})

it.each(['山田太郎', '山田'])('finds %s among bytes', async (written) => {
  const film = plantedFilm([
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' },
    { tag: 0x00100010, vr: 'PN', value: 'Yamada^Taro=山田^太郎' },
    // An ICC profile, which is kept.
    { tag: 0x00282000, vr: 'OB', value: new Uint8Array(Buffer.from(`\0\x01${written}\0\x02`)) },
  ])
  expect(Buffer.from((await deidentified(film)).bytes).includes(written)).toBe(false)
})

it('finds names written in Latin-1 and with code extensions (ISO 2022)', async () => {
  const latin1 = plantedFilm([
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
    { tag: 0x00100010, vr: 'PN', value: Uint8Array.from(Buffer.from('Müller^Jörg ', 'latin1')) },
    { tag: 0x00081090, vr: 'LO', value: Uint8Array.from(Buffer.from('von MÜLLER', 'latin1')) },
  ])
  expect(Buffer.from((await deidentified(latin1)).bytes).includes(Buffer.from('LLER', 'latin1'))).toBe(false)
  // PS3.5 H.3.1: 山田 in JIS X 0208.
  const yamada = [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x45, 0x44, 0x1b, 0x28, 0x42]
  const japanese = plantedFilm([
    { tag: 0x00080005, vr: 'CS', value: '\\ISO 2022 IR 87' },
    { tag: 0x00100010, vr: 'PN', value: Uint8Array.from([...Buffer.from('Yamada='), ...yamada, 0x20]) },
    { tag: 0x00081090, vr: 'LO', value: Uint8Array.from(yamada) },
  ])
  const { bytes } = await deidentified(japanese)
  expect(Buffer.from(bytes).includes(Buffer.from(yamada.slice(3, 7)))).toBe(false)
})
