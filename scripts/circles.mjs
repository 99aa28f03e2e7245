// node scripts/circles.mjs: fails where folders of src import each other in a circle when the program runs.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import ts from 'typescript'

/**
 * Circles of folders below `root`/src, by imports that remain when the program runs (types do not), each as the list of
 * its folders with the imports that tie it. A folder's own files may import each other.
 */
export function folderCircles(root) {
  const edges = new Map()
  for (const file of sourceFiles(root)) {
    for (const name of runtimeImports(readFileSync(join(root, file), 'utf8'), file)) {
      const target = name.startsWith('#') ? `src/${name.slice(1)}` : posix.join(posix.dirname(file), name)
      const [from, to] = [posix.dirname(file), posix.dirname(target)]
      if (from === to) continue
      if (!edges.has(from)) edges.set(from, new Map())
      edges.get(from).set(to, [...(edges.get(from).get(to) ?? []), `${file} -> ${target}`])
    }
  }
  return connected(edges).map((folders) => ({
    folders,
    imports: folders.flatMap((from) => folders.flatMap((to) => edges.get(from)?.get(to) ?? [])),
  }))
}

function sourceFiles(root) {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** Relative and aliased modules that a file loads when it is loaded. */
function runtimeImports(text, file) {
  const scripts = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code)
    : [text]
  return scripts.flatMap((code) => {
    const { statements } = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext)
    return statements
      .filter(
        (node) =>
          (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && !isForTypes(node),
      )
      .map((node) => node.moduleSpecifier.text)
      .filter((name) => /^[.#]/.test(name))
  })
}

const isForTypes = (node) => (ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly)

/** Strongly connected sets of more than one node (Tarjan 1972). */
function connected(edges) {
  const index = new Map()
  const lowest = new Map()
  const stack = []
  const found = []
  const visit = (node) => {
    index.set(node, index.size)
    lowest.set(node, index.get(node))
    stack.push(node)
    for (const next of edges.get(node)?.keys() ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node), lowest.get(next)))
    }
    if (lowest.get(node) !== index.get(node)) return
    const members = stack.splice(stack.indexOf(node))
    if (members.length > 1) found.push(members.sort())
  }
  for (const node of edges.keys()) if (!index.has(node)) visit(node)
  return found
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const circles = folderCircles(dirname(import.meta.dirname))
  for (const { folders, imports } of circles) {
    console.error(`These folders import each other in a circle: ${folders.join(', ')}\n  ${imports.join('\n  ')}`)
  }
  process.exitCode = circles.length > 0 ? 1 : 0
}
