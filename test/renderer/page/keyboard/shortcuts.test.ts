// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { handleShortcut } from '#renderer/page/keyboard/shortcuts.ts'

function press(target: Element, init: KeyboardEventInit) {
  const invert = vi.fn()
  const next = vi.fn()
  document.body.replaceChildren(target)
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  target.addEventListener(
    'keydown',
    (pressed) =>
      handleShortcut(
        pressed as KeyboardEvent,
        { i: invert, ArrowDown: next, 'mod+,': next, 'mod+z': invert },
        new Set(['mod+,']),
      ),
    { once: true },
  )
  target.dispatchEvent(event)
  return { invert: invert.mock.calls.length, next: next.mock.calls.length, prevented: event.defaultPrevented }
}

const element = (html: string) => {
  const box = document.createElement('div')
  box.innerHTML = html
  return box.firstElementChild!
}

describe('handleShortcut', () => {
  it('runs the shortcut, in capitals as well, and keeps the key from the page', () => {
    expect(press(element('<div></div>'), { key: 'i' })).toEqual({ invert: 1, next: 0, prevented: true })
    expect(press(element('<div></div>'), { key: 'I', shiftKey: true })).toEqual({ invert: 1, next: 0, prevented: true })
    expect(press(element('<button></button>'), { key: 'ArrowDown' })).toEqual({ invert: 0, next: 1, prevented: true })
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

  it.each(['<input>', '<select></select>'])('opens settings and commands from %s, which has no such keys', (html) => {
    expect(press(element(html), { key: ',', ctrlKey: true })).toEqual({ invert: 0, next: 1, prevented: true })
    expect(press(element(`<div role="dialog" data-state="open">${html}</div>`), { key: ',', ctrlKey: true }).next).toBe(
      0,
    )
  })
})
