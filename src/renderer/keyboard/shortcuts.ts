/** Which key does what on the reading page; keys as in KeyboardEvent.key, letters in lower case. */
export type Shortcuts = Record<string, () => void>

/** Elements that need the keys for themselves. */
const typing = 'input, select, textarea, [contenteditable], [role="slider"], [role="dialog"]'
/** Controls that Space, Enter and the arrow keys belong to. */
const arrowUsers = '[role="toolbar"] *'

/** Calls the shortcut of a pressed key, unless the key is meant for a control or belongs to a browser command. */
export function handleShortcut(event: KeyboardEvent, shortcuts: Shortcuts): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.target instanceof Element ? event.target : undefined
  if (target?.closest(typing)) return
  if (event.key.startsWith('Arrow') && target?.matches(arrowUsers)) return
  const run = shortcuts[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (!run) return
  event.preventDefault()
  run()
}
