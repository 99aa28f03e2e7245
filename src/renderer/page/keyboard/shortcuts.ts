/**
 * Which key does what on the reading page; keys as in KeyboardEvent.key, letters in lower case, with `mod+` before them
 * for Ctrl (on a Mac, Command) and `mod+shift+` for Shift as well.
 */
export type Shortcuts = Record<string, () => void>

/** Elements that need the keys for themselves. */
const typing = 'input, select, textarea, [contenteditable], [role="slider"], [role="dialog"], [role="alertdialog"]'
/** While one of these is open, keys belong to it wherever the focus is. */
const modal = ':is([role="dialog"], [role="alertdialog"])[data-state="open"]'
/** Controls that the arrow keys belong to. */
const arrowUsers = '[role="toolbar"] *'
const pressedRoles = ['button', 'switch', 'checkbox', 'radio', 'tab', 'option', 'menuitem']
/** Controls that are pressed with Space or Enter; the row of what is on the screen has nothing to press. */
const pressed = ['button:not([aria-current="true"])', 'a', 'summary', ...pressedRoles.map((role) => `[role="${role}"]`)].join() // prettier-ignore
const pressing = [' ', 'Enter']

/** A pressed key as {@link Shortcuts} has it. */
export function keyOf(event: KeyboardEvent): string {
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return (event.ctrlKey || event.metaKey ? (event.shiftKey ? 'mod+shift+' : 'mod+') : '') + letter
}

/**
 * Calls the shortcut of a pressed key, unless the key is meant for a control or belongs to a browser command. Keys that
 * are `neverTyped` work in text boxes too.
 */
export function handleShortcut(
  event: KeyboardEvent,
  shortcuts: Shortcuts,
  neverTyped: ReadonlySet<string> = new Set(),
): void {
  if (event.defaultPrevented || event.altKey) return
  const target = event.target instanceof Element ? event.target : undefined
  const key = keyOf(event)
  if (document.querySelector(modal) || (target?.closest(typing) && !neverTyped.has(key))) return
  if (event.key.startsWith('Arrow') && target?.matches(arrowUsers)) return
  if (pressing.includes(key) && target?.closest(pressed)) return
  const run = shortcuts[key]
  if (!run) return
  event.preventDefault()
  run()
}
