/** Puts the keyboard where most keys are of use: on the film, else on the main part of the page. */
export function focusHome(): void {
  const home = document.querySelector<HTMLElement>('[data-focus-home]') ?? document.querySelector<HTMLElement>('main')
  if (!home) return
  if (!home.hasAttribute('tabindex')) home.tabIndex = -1
  home.focus({ preventScroll: true })
}

/** Longer than what gives the focus back by itself takes, such as a dialog that closes. */
const settleMs = 60

/**
 * Focus that falls to the body, since what had it is gone or can no longer be used, goes home: else keys do nothing, and
 * a screen reader begins at the top again. Answers with how to end it.
 */
export function keepFocus(): () => void {
  let last: Element | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  const isLost = () =>
    (document.activeElement === document.body || document.activeElement === null) &&
    last !== undefined &&
    (!last.isConnected || last.matches(':disabled'))
  const remember = ({ target }: FocusEvent) => void (target instanceof Element && (last = target))
  const look = () => {
    if (!isLost()) return
    clearTimeout(waiting)
    waiting = setTimeout(() => isLost() && focusHome(), settleMs)
  }
  const observer = new MutationObserver(look)
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', remember)
  return () => {
    clearTimeout(waiting)
    observer.disconnect()
    document.removeEventListener('focusin', remember)
  }
}
