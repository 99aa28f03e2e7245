import { createHash } from 'node:crypto'
import { intendedUse } from '#shared/model.ts'
import { programVersion } from '#main/app/index.ts'
import { operations } from './description.ts'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const rows = Object.values(operations)
  .map((operation) => {
    const { path, method, summary } = operation
    const scope = 'scope' in operation ? operation.scope : 'no key'
    return `<tr><td><code>${method.toUpperCase()} ${escaped(path)}</code></td><td>${escaped(summary)}</td><td>${scope}</td></tr>`
  })
  .join('\n')

/** The key goes in by standard input, so that no list of processes shows it. */
const curl = (address: string): string => `printf 'header = "Authorization: Bearer %s"\\n' "$FRACTUREGUARD_KEY" |
  curl --config - -F film=@film.dcm ${address}/v1/readings`

const python = (address: string): string => `import json, os, urllib.request
request = urllib.request.Request(
    "${address}/v1/readings",
    data=open("film.dcm", "rb").read(),
    headers={
        "Authorization": "Bearer " + os.environ["FRACTUREGUARD_KEY"],
        "Content-Type": "application/octet-stream",
    },
)
reading = json.load(urllib.request.urlopen(request))
print(reading["verdict"], reading["probability"])`

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #d5dae2; vertical-align: top; }
pre { background: #f2f4f7; padding: .75rem; overflow-x: auto; } .wide { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { color: #e4e8ee; background: #14181e; } pre { background: #20262f; } td, th { border-color: #39424f; } a { color: #8ab4ff; } }
`

/** Nothing on it runs, no style but its own applies, and nothing is loaded from anywhere. */
export const humanPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The API for people. `address` is where it was asked for, such as `http://127.0.0.1:8090`. */
export function humanPage(address: string): string {
  const here = escaped(address)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>FractureGuard API</title>
<style>${style}</style>
</head>
<body>
<h1>FractureGuard API</h1>
<p>Version ${escaped(programVersion)}. <strong>${escaped(intendedUse)}</strong></p>
<p>For programs: <a href="/v1/openapi.json">OpenAPI 3.1</a>. A key is made on the machine where FractureGuard runs:
<code>fractureguard keys create NAME --scope readings</code>. It is sent as <code>Authorization: Bearer …</code>, never in an address.</p>
<div class="wide"><table><thead><tr><th>Request</th><th>What for</th><th>Scope</th></tr></thead><tbody>
${rows}
</tbody></table></div>
<h2>curl</h2>
<pre>${escaped(curl(here))}</pre>
<h2>Python</h2>
<pre>${escaped(python(here))}</pre>
<p>What goes wrong is answered as <code>application/problem+json</code> (RFC 9457), with a stable <code>code</code> and a sentence in <code>detail</code>.</p>
</body>
</html>
`
}
