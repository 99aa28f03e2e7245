// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { handleShortcut } from '#renderer/page/keyboard/shortcuts.ts'

function press(content: Element, init: KeyboardEventInit, target = content) {
  const invert = vi.fn()
  const next = vi.fn()
  const play = vi.fn()
  document.body.replaceChildren(content)
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  target.addEventListener(
    'keydown',
    (pressed) =>
      handleShortcut(
        pressed as KeyboardEvent,
        { i: invert, ArrowDown: next, 'mod+,': next, 'mod+z': invert, ' ': play, Enter: play, 'mod+Enter': play },
        new Set(['mod+,']),
      ),
    { once: true },
  )
  target.dispatchEvent(event)
  return {
    ...{ invert: invert.mock.calls.length, next: next.mock.calls.length, played: play.mock.calls.length },
    prevented: event.defaultPrevented,
  }
}

const element = (html: string) => {
  const box = document.createElement('div')
  box.innerHTML = html
  return box.firstElementChild!
}

describe('handleShortcut', () => {
  it('runs the shortcut, in capitals as well, and keeps the key from the page', () => {
    expect(press(element('<div></div>'), { key: 'i' })).toEqual({ invert: 1, next: 0, played: 0, prevented: true })
    expect(press(element('<div></div>'), { key: 'I', shiftKey: true })).toEqual({
      invert: 1,
      next: 0,
      played: 0,
      prevented: true,
    })
    expect(press(element('<button></button>'), { key: 'ArrowDown' })).toEqual({
      invert: 0,
      next: 1,
      played: 0,
      prevented: true,
    })
  })

  it('leaves other keys and the browser’s own commands alone', () => {
    expect(press(element('<div></div>'), { key: 'x' }).prevented).toBe(false)
    expect(press(element('<div></div>'), { key: 'i', ctrlKey: true }).invert).toBe(0)
    expect(press(element('<div></div>'), { key: 'i', metaKey: true }).invert).toBe(0)
  })

  it.each(['<input>', '<select></select>', '<span role="slider"></span>'])('lets %s have its keys', (html) => {
    expect(press(element(html), { key: 'i' }).invert).toBe(0)
    expect(press(element(html), { key: 'ArrowDown' }).next).toBe(0)
    expect(press(element(html), { key: 'z', ctrlKey: true }).invert).toBe(0)
  })

  it('plays the film from its own row in the list, where the focus is after a click', () => {
    const row = (isShown: boolean) => element(`<button aria-current="${String(isShown)}"></button>`)
    expect(press(row(true), { key: ' ' })).toMatchObject({ played: 1, prevented: true })
    expect(press(row(false), { key: ' ' }).played).toBe(0)
  })

  it.each([
    '<button></button>',
    '<button><svg></svg></button>',
    '<button role="switch"></button>',
    '<a href="#"></a>',
    '<details><summary></summary></details>',
    '<svg><g role="button" tabindex="0"></g></svg>',
    ...['checkbox', 'radio', 'switch', 'tab', 'option', 'menuitem'].map(
      (role) => `<div role="${role}" tabindex="0"></div>`,
    ),
  ])('leaves Space and Enter to %s, which is pressed with them', (html) => {
    const box = element(html)
    const target = box.querySelector('summary, g, svg') ?? box
    for (const key of [' ', 'Enter'])
      expect(press(box, { key }, target)).toEqual({ invert: 0, next: 0, played: 0, prevented: false })
    expect(press(box, { key: 'i' }, target).invert).toBe(1)
    expect(press(box, { key: 'Enter', ctrlKey: true }, target).played).toBe(1)
  })

  it('plays with Space where nothing is pressed with it, as on the film', () => {
    const film = '<div role="img" tabindex="0"></div>'
    expect(press(element(film), { key: ' ' })).toEqual({ invert: 0, next: 0, played: 1, prevented: true })
  })

  it.each(['<input>', '<select></select>'])('opens settings and commands from %s, which has no such keys', (html) => {
    expect(press(element(html), { key: ',', ctrlKey: true })).toEqual({
      invert: 0,
      next: 1,
      played: 0,
      prevented: true,
    })
    expect(press(element(`<div role="dialog" data-state="open">${html}</div>`), { key: ',', ctrlKey: true }).next).toBe(
      0,
    )
  })
})
