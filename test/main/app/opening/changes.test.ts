import { describe, expect, it } from 'vitest'
import type { LibraryChange } from '#shared/library.ts'
import { Changes } from '#main/app/opening/changes.ts'

const note = (filmId: string): LibraryChange => ({ filmId, what: 'notes' })

describe('changes', () => {
  it('reach everybody who watches, from the moment that they do', async () => {
    const changes = new Changes()
    changes.tell(note('before'))
    const [one, other] = [changes.watch(), changes.watch()]
    changes.tell(note('a'))
    for (const watching of [one, other]) expect((await watching.next()).value).toEqual(note('a'))
    const next = one.next()
    changes.tell(note('b'))
    expect((await next).value).toEqual(note('b'))
  })

  it('are told once to one who is slow, and none is lost while one is told', async () => {
    const changes = new Changes()
    const watching = changes.watch()
    for (const id of ['a', 'b', 'a']) changes.tell(note(id))
    changes.tell({ filmId: 'a', what: 'marks' })
    const told = [(await watching.next()).value]
    changes.tell(note('a'))
    for (let i = 0; i < 3; i++) told.push((await watching.next()).value)
    expect(told).toEqual([note('a'), note('b'), { filmId: 'a', what: 'marks' }, note('a')])
  })

  it('end with the signal, also for one who waits', async () => {
    const changes = new Changes()
    const abort = new AbortController()
    const watching = changes.watch(abort.signal)
    const next = watching.next()
    abort.abort()
    expect(await next).toEqual({ done: true, value: undefined })
    expect((await changes.watch(AbortSignal.abort()).next()).done).toBe(true)
  })
})
