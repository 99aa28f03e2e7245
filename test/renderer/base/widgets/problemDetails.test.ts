import { describe, expect, it } from 'vitest'
import { problemDetails } from '#renderer/base/widgets/problemDetails.ts'

describe('problemDetails', () => {
  it('names code, place, program, model and engine', () => {
    const activeModel = {
      id: 'starter',
      name: 'Starter',
      createdAt: '',
      active: true,
      bundled: true,
      trainedOn: '',
      holdoutAuc: 0.8,
      holdoutAucInterval: [0.7, 0.9] as [number, number],
    }
    const about = { version: '1.2.3', host: 'browser' as const, engine: 'onnx-cpu' as const, activeModel, troubles: [] }
    const text = problemDetails({ code: 'truncated', message: 'It ends early.', where: '(7FE0,0010)' }, about, 'dicom')
    expect(text.split('\n')).toEqual([
      'code: truncated',
      'where: (7FE0,0010)',
      'message: It ends early.',
      'file: dicom',
      'FractureGuard 1.2.3 (browser), model starter, engine onnx-cpu',
    ])
  })

  it('says what little is known', () => {
    expect(problemDetails({ code: 'internal', message: 'Oops.' }, undefined, '')).toBe('code: internal\nmessage: Oops.')
  })
})
