/** Pages that the host itself speaks with, in the manner of the program's own page. */
function page(title: string, text: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
${head}<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #0e0f11; color: #d6d8dc; font: 14px/1.6 system-ui, sans-serif }
main { max-width: 34rem; padding: 2rem }
h1 { font-size: 1.1rem; color: #f0f1f3 }
code { color: #9fc3ff }
</style>
</head>
<body><main><h1>${title}</h1>${text}</main></body>
</html>
`
}

export const lockedPage = page(
  'FractureGuard is running, but this address lacks its key',
  `<p>Open the whole address that was printed when FractureGuard was started; it ends in <code>/?token=</code> and a long key.
The key is a new one at each start, so an old address or bookmark does not work.</p>`,
)

/**
 * Leads on to the page by a navigation of its own, which carries the cookie where a redirect of another site's link
 * would not.
 */
export const enteringPage = page(
  'Opening FractureGuard',
  '<p><a href="/">Continue</a></p>',
  '<meta http-equiv="refresh" content="0; url=/">\n',
)
