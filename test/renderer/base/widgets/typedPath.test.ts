import { expect, it } from 'vitest'
import { meant, pathIn, typedPath } from '#renderer/base/widgets/typedPath.ts'

it.each([
  ['', undefined, ''],
  ['fil', undefined, 'fil'],
  ['/', '/', ''],
  ['/ho', '/', 'ho'],
  ['/home/fil', '/home', 'fil'],
  ['/home/films/', '/home/films', ''],
  ['C:\\', 'C:\\', ''],
  ['C:\\Fi', 'C:\\', 'Fi'],
  ['C:\\Films\\a', 'C:\\Films', 'a'],
])('“%s” is typed in %s, and begins with “%s”', (text, folder, begun) => {
  expect(typedPath(text)).toEqual({ folder, begun })
})

it('offers what begins alike, whatever its case, and nothing where all is typed', () => {
  const places = ['Films', 'films 2', 'other'].map((name) => ({ name }))
  expect(meant(places, 'fi').map(({ name }) => name)).toEqual(['Films', 'films 2'])
  expect(meant(places, 'other')).toEqual([])
  expect(meant(places, '', 2)).toHaveLength(2)
})

it('puts a name into a folder as its system writes paths', () => {
  expect(pathIn('/films', 'a.zip')).toBe('/films/a.zip')
  expect(pathIn('/', 'a.zip')).toBe('/a.zip')
  expect(pathIn('C:\\Films', 'a.zip')).toBe('C:\\Films\\a.zip')
})
