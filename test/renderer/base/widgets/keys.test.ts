// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest'
import { setLanguage } from '#renderer/base/language/language.ts'
import { showKey } from '#renderer/base/widgets/keys.ts'

afterEach(() => setLanguage('en'))

it('names keys as they are printed in the language that is set', () => {
  expect(['mod+shift+z', 'Delete', ' ', 'mod+,', '['].map(showKey)).toEqual([
    'Ctrl Shift Z',
    'Del',
    'Space',
    'Ctrl ,',
    '[',
  ])
  setLanguage('de')
  expect(['mod+shift+z', 'Delete', ' '].map(showKey)).toEqual(['Strg Umschalt Z', 'Entf', 'Leertaste'])
})
