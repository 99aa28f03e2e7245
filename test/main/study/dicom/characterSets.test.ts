import { describe, expect, it } from 'vitest'
import { decodeBytes } from '#main/study/dicom/characterSets.ts'
import { personName } from '#main/study/dicom/personName.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** The examples of PS3.5 Annexes H, I, J and K, and others made with the encodings' own tables. */
const examples: [string, string[], string, string][] = [
  ['ASCII', [''], 'Doe^John', 'Doe^John'],
  ['ISO_IR 100', ['ISO_IR 100'], 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
  ['ISO_IR 101', ['ISO_IR 101'], 'Wa\xb3\xeasa', 'Wałęsa'],
  ['ISO_IR 144', ['ISO_IR 144'], '\xbb\xee\xda\x63\x65\xdc\xd1\xe3\xe0\xd3', 'Люкceмбург'],
  ['ISO_IR 126', ['ISO_IR 126'], '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2', 'Διονυσιος'],
  ['ISO_IR 192', ['ISO_IR 192'], 'Wang^XiaoDong=\xe7\x8e\x8b^\xe5\xb0\x8f\xe6\x9d\xb1=', 'Wang^XiaoDong=王^小東='],
  ['GB18030', ['GB18030'], 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab=', 'Wang^XiaoDong=王^小东='],
  [
    'ISO 2022 IR 87 (annex H.3.1)',
    ['', 'ISO 2022 IR 87'],
    'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    'ISO 2022 IR 13 and 87 (annex H.3.2)',
    ['ISO 2022 IR 13', 'ISO 2022 IR 87'],
    '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  ],
  [
    'ISO 2022 IR 149 (annex I.2)',
    ['', 'ISO 2022 IR 149'],
    'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  [
    'ISO 2022 IR 58 (annex K.2)',
    ['', 'ISO 2022 IR 58'],
    'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=',
    'Zhang^XiaoDong=张^小东=',
  ],
  ['ISO 2022 IR 159', ['', 'ISO 2022 IR 159'], 'x=\x1b$(D0!\x1b(B', 'x=丂'],
  ['ISO 2022 IR 100 after escape', ['ISO 2022 IR 6', 'ISO 2022 IR 100'], 'Buc^\x1b-AJ\xe9r\xf4me', 'Buc^Jérôme'],
  ['an unknown term', ['ISO_IR 9999'], 'abc', 'abc'],
  ['an unknown escape sequence', ['', 'ISO 2022 IR 87'], 'a\x1b%Gb', 'a\x1b%Gb'],
]

describe('decodeBytes', () => {
  it.each(examples)('%s', (_, terms, input, text) => {
    expect(decodeBytes(bytes(input), terms, 'PN')).toBe(text)
  })

  it.each([
    ['ISO IR 192', 'M\xc3\xbcller', 'Müller'],
    ['ISO_IR_192', 'M\xc3\xbcller', 'Müller'],
    ['iso-ir 192', 'M\xc3\xbcller', 'Müller'],
    ['ISO 2022 IR 192', 'M\xc3\xbcller', 'Müller'],
    ['UTF-8', 'M\xc3\xbcller', 'Müller'],
    ['utf8', 'M\xc3\xbcller', 'Müller'],
    ['ISO_IR_144', '\xbb\xee\xda', 'Люк'],
    ['ISO-IR-100', 'J\xe9r\xf4me', 'Jérôme'],
    ['ISO-8859-2', 'Wa\xb3\xeasa', 'Wałęsa'],
    ['ISO_IR 149', '\xbf\xde\xbc\xd5', '왼손'],
    ['EUC-KR', '\xbf\xde\xbc\xd5', '왼손'],
  ])('reads the misspelt term %s', (term, input, text) => {
    expect(decodeBytes(bytes(input), [term], 'LO')).toBe(text)
  })

  it.each([
    ['LO', '\x1b$)C\xbf\xde\xbc\xd5=\xbf\xc0\xb8\xa5\xbc\xd5', '왼손=오른손'],
    ['LO', '\x1b$)C\xbf\xde\xbc\xd5^\xbf\xc0\xb8\xa5\xbc\xd5', '왼손^오른손'],
    ['PN', '\x1b$)C\xbf\xde=\xbf\xc0', '왼=오'],
    ['LT', '\x1b$)C\xbf\xde\r\n\xbf\xc0', '왼\r\n오'],
  ])('keeps the Korean set of %s where nothing else can be meant', (vr, input, text) => {
    expect(decodeBytes(bytes(input), ['', 'ISO 2022 IR 149'], vr)).toBe(text)
  })

  it('ends code extensions at the delimiters of names, and of names only', () => {
    const terms = ['ISO 2022 IR 100', 'ISO 2022 IR 144']
    expect(decodeBytes(bytes('\x1b-L\xbb=\xe9'), terms, 'PN')).toBe('Л=é')
    expect(decodeBytes(bytes('\x1b-L\xbb=\xbb'), terms, 'LO')).toBe('Л=Л')
  })
})

describe('personName', () => {
  it.each([
    ['Doe^John', 'Doe, John'],
    ['Doe^John^Q^Dr^Jr', 'Doe, Dr John Q Jr'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou (山田 太郎)'],
    ['=山田^太郎', '山田 太郎'],
    ['Anonymous', 'Anonymous'],
    ['^^^^', undefined],
    [undefined, undefined],
  ])('%s', (value, text) => {
    expect(personName(value)).toBe(text)
  })
})
